"""What can be wrong with an import; unreadable files are named by `importing.errors` and `platform.tables.errors`."""

from farshore.platform.errors import BadInput, Conflict, NotFound


class ImportNotFound(NotFound):
    """The import does not exist, or not in this shop."""

    code = "catalog.import_not_found"
    text = "There is no import {id} in this shop."


class ImportStateWrong(Conflict):
    """The import cannot be applied or undone as it is now."""

    code = "catalog.import_state_wrong"
    text = "This import is {state} and cannot be {wanted}."


class ImportOptionsInvalid(BadInput):
    """The choices that came with a file cannot be read."""

    code = "catalog.import_options_invalid"
    text = "The options of the import are not usable: {why}."


class ProductNotFound(NotFound):
    """The product does not exist, or not in this shop."""

    code = "catalog.product_not_found"
    text = "There is no product {id} in this shop."


class CursorInvalid(BadInput):
    """A page was asked for by something that no answer of ours gave."""

    code = "catalog.cursor_invalid"
    text = "The cursor is not one that this list gave."
