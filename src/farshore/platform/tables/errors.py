"""Why a file cannot be read at all. What is wrong with one row is a `Fault` instead."""

from farshore.platform.errors import BadInput, TooLarge


class FileEmpty(BadInput):
    """There is nothing in the file."""

    code = "platform.file_empty"
    text = "The file {file_name} is empty. Export it again and check that it has rows."


class FileTooBig(TooLarge):
    """The file has more bytes than we take at once."""

    code = "platform.file_too_big"
    text = "The file {file_name} has {size_mb} MB; at most {limit_mb} MB are read at once. Split it into several files."


class TooManyRows(TooLarge):
    """The file has more rows than we take at once."""

    code = "platform.too_many_rows"
    text = "The file {file_name} has more than {limit} rows. Split it into several files."


class FileNotATable(BadInput):
    """The bytes are a picture, a program, a document: not rows."""

    code = "platform.file_not_a_table"
    text = "The file {file_name} is {what}, not a table. Save it as CSV, XLSX, TSV or XML."


class FileLocked(BadInput):
    """The workbook or archive needs a password."""

    code = "platform.file_locked"
    text = "The file {file_name} is protected by a password. Save it without one."


class FileBroken(BadInput):
    """The container is damaged and no row could be saved from it."""

    code = "platform.file_broken"
    text = "The file {file_name} is damaged ({why}). Export or download it again."


class ArchiveRefused(BadInput):
    """The zip holds no table, several, or one that grows beyond reason."""

    code = "platform.archive_refused"
    text = "The archive {file_name} cannot be used: {why}. Unpack it and give one file."


class HeaderMissing(BadInput):
    """None of the first rows looks like column names."""

    code = "platform.header_missing"
    text = (
        "No row with column names was found in the first {rows} rows of {file_name}. "
        "Put the column names into one row above the data."
    )


class SheetMissing(BadInput):
    """The workbook has no sheet of that name."""

    code = "platform.sheet_missing"
    text = "The file {file_name} has no sheet {sheet}. It has: {sheets}."
