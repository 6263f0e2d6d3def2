"""What a listing says: neutral records from any file, and the views that answers read."""
