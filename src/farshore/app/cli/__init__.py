"""The command line. Each command is a module that is loaded only when it is called."""
