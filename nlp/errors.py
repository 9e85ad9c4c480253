"""Every message that a user can meet, in one place, each with its code and what to do.

One base class for the package, so that a caller can catch all of it with one `except`.
"""

from __future__ import annotations

from functools import partial
from typing import Any


class XinmunError(Exception):
    """Base of every error that xinmun raises on purpose.

    Attributes:
        code: stable code of the message, such as `E101`; log filters and quarantine files carry it.
    """

    code: str

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self._values = values
        super().__init__(f"[{code}] {MESSAGES[code].format(**values)}")

    def __reduce__(self) -> tuple[Any, ...]:
        # Workers send errors to the main process; keyword arguments need help to be pickled.
        return partial(type(self), self.code, **self._values), ()


class InputError(XinmunError):
    """An input could not be read."""


class ConfigError(XinmunError):
    """A setting, table or argument cannot be used."""


class AnalysisError(XinmunError):
    """An article could be read but not analysed."""


class OutputError(XinmunError):
    """A result could not be written."""


MESSAGES = {
    # reading
    "E101": "{path}: no such file or folder. Check the path.",
    "E102": "{path}: the file is empty. Remove it, or put the article's text into it.",
    "E103": "{path}: this is not text (found {found}). Give text, or name the file by its type (xinmun run --help).",
    "E104": "{path}: cannot be read as {encoding}: {reason}. Save the file as UTF-8, or correct --encoding.",
    "E105": "{path}, line {line}: not JSON: {reason}. Each line must be one JSON object.",
    "E106": "{place}: {reason}. An article needs a `text` (or `content`, `body`) that is not empty.",
    "E107": "{path}: {size} bytes, more than the limit of {limit}. Split the file, or raise --max-bytes.",
    "E108": "{path}: cannot be read: {reason}. Check that the file exists and that you may read it.",
    "E109": "{path}: no readable file in this folder. Types that are read are listed by xinmun run --help.",
    "E110": "{path}: unknown file type {suffix}. Give a type that xinmun run --help lists, or - for standard input.",
    "E112": "{path}: holds half a character ({escape}, a lone surrogate). Write both halves of the pair, or remove it.",
    "E113": "{path}: left out {count} file(s) ending in {suffix}, such as {example}. See xinmun run --help for types.",
    "E114": "{path}: no text below the front matter. Put the article's text after the second --- line.",
    "E115": "{count} date(s) cannot be read, the first {value} in {path}: no date is set. Write dates as 2024-08-30.",
    "E116": "{path}: the {kind} data is damaged or cut off: {reason}. What stands before is read; get the file again.",
    "E117": "{path}: unpacks to more than {ratio} times its size, as no news does. Unpack it yourself and look at it.",
    "E118": "{path}: is encrypted. Unpack the archive with its password, and give the folder.",
    "E119": "{path}: an archive in an archive, packed, or on standard input. Unpack it, and give the folder.",
    "E120": "{path}: cannot be read from {number} on: {reason}. The {count} before it are read. "
    "Correct the file, or write JSON Lines, in which a bad line costs one article.",
    "E121": "{path}: no article text found on this page. Save the page as the browser shows it, or give its text.",
    "E123": "{path}: neither an RSS or Atom feed nor a page (it begins {found!r}). Give one of these, or JSON Lines.",
    "E124": "{path}: a feed without articles: {reason}. Fetch it again, or remove it.",
    "E125": "{path}: none of the columns ({columns}) holds a text. Name it text, content or body.",
    "E126": "{place}: {reason}. Put fields that hold the separator, quotation marks or line breaks in double quotes.",
    "E127": "{path}: cannot be read as Parquet: {reason}. The {count} row(s) before are read; write the file again.",
    "E128": "{path}: the archive's directory takes {size} bytes, more than {limit}. Split the archive.",
    "E129": "{path}: {reason}, more than the limit of {limit}. This is no page of news; give its text.",
    "E130": "{path}: the parser did not get to its end: {reason}. Give the page's text.",
    "E139": "{path}: reading failed: {reason}. What stands before is read; please report it with the file.",
    # fetching
    "E131": "{url}: only http and https addresses are fetched. Give the address of a feed on the web.",
    "E132": "{url}: {host} is inside this machine's networks ({address}). Only the hosts of the feeds given may be.",
    "E133": "{url}: the server answered {status}. Look at the address in a browser.",
    "E134": "{url}: more than {limit} bytes. Raise --max-bytes if you want it.",
    "E135": "{url}: cannot be fetched: {reason}. Try again later.",
    "E136": "{url}: the site's robots.txt forbids it. Ask the site for a feed or a licence.",
    "E137": "{url}: more than {count} redirects. Look at the address in a browser.",
    "E138": "{url}: is {kind}, no page. It is left out.",
    # configuration
    "E201": "{path}, line {line}: {reason}. Tables hold one entry a line, columns separated by tabs.",
    "E202": "no pipeline for language {lang!r}. Choose zh or ko.",
    "E203": "{name}: {reason}.",
    "E221": "periods.tsv of {lang}: the step of {word!r} cannot be used: {reason}. See nlp/periods/resolve.py.",
    "E231": "{path}, line {line}: entity {entity} needs an id, a name and a label out of {labels}.",
    "E232": "{path}, line of column names: unknown column {column!r}. The columns are {columns}, separated by tabs.",
    "E233": "{path}, line {line}: {ticker!r} names no exchange. Write tickers as EXCHANGE:CODE, such as HKEX:0700.",
    "E234": "{path}, line {line}: {form!r} is marked as ambiguous but is no name of {entity}. Repeat one of its names.",
    "E235": "{path}, line {line}: {entity} is in line {first} too. Give each entity one line; | parts its names.",
    "E236": "{path}: holds no entity. The first line names the columns: {columns}; each further line is an entity.",
    "E241": "{path}: no model that can be used: {reason}. Make one with `xinmun model import`, or leave out --model.",
    "E242": "{path}: this checkpoint cannot be imported: {reason}. Give a folder that `save_pretrained` wrote.",
    "E243": "the library {module} is missing. Install it with `pip install 'xinmun[train]'`.",
    "E251": "{path}: no scorer of claims that can be used: {reason}. Make one with python -m nlp.training.claims.",
    # analysis
    "E301": "{article}: {stage} failed: {reason}. The article is in quarantine.jsonl; please report it with its text.",
    # writing
    "E401": "{path}: cannot be written: {reason}. Check space and permissions.",
    "E402": "{path}: not an output folder of `xinmun run`: {reason}.",
    "E403": "{path}: inside the input {input}, so the next run would read its own output. Choose another folder.",
    "E404": "{path}: the run that wrote this folder was cut off. Run it again.",
    "E405": "{article}: the worker process died twice on it. Run again with fewer --jobs to spare memory.",
    "E406": "{path}, {place}: not a table of this version: {reason}. Run it again.",
    "E407": "{article}: {text} is {value}, more digits than a table holds without rounding (23 before the point, 15 "
    "behind it). Check the number in the text.",
    "E408": "{table}: {value} does not fit into DECIMAL({digits}, {scale}). Use --format jsonl, and please report it.",
    "E409": "the query cannot be run: {reason}\nTables and views: {tables}. DESCRIBE claims lists the columns of one.",
    "E410": "a query asks one question and changes nothing. Begin it with one of {words}, and give one statement.",
    "E411": "the query stopped: {reason}",
    "E412": "worker processes end before they begin (exit code {status}). Try fewer --jobs; a script that calls run() "
    'needs the guard `if __name__ == "__main__":`.',
    "E413": "{article}: took more than {seconds} seconds. Run again with a longer --timeout; what is done stays done.",
    "E414": "{path}: another run is at work in this folder. Wait for its end, or choose another folder.",
    "E415": "{path}: what earlier runs have done is damaged ({reason}). Run again with --fresh.",
    "E416": "{read} inputs were read, but {counted} are accounted for. The output was not changed; please report this.",
    "E417": "the library ray is missing. Install it with `pip install 'xinmun[ray]'`, or use --engine processes.",
    "E418": "{address}: no Ray cluster can be reached: {reason}. Correct RAY_ADDRESS, or unset it to work here.",
    "E419": "the cluster failed: {reason}. What is done stays done: run again.",
    "E420": "{node}: has another version of xinmun, of a library or of Python. Install the same on all nodes.",
    # annotated corpora
    "E501": "{doc}: {expected!r} should stand at {start}, but {found!r} does. Correct start and end of the fact.",
    "E502": "{path}: no such file. Give with --texts the folder that holds {source}.txt.xz.",
    "E503": "{path}: cannot be read: {reason}. It must be UTF-8 text, compressed with xz.",
    "E504": "{path}: document {document} has {count} paragraphs, none numbered {paragraph} as {doc} says. "
    "Use the edition of the texts that was annotated.",
    "E505": "{path}: document {document}, paragraph {paragraph} ({doc}): the hash is {found}, but the annotation is of "
    "{expected}. Use the edition of the texts that was annotated, or leave this line out.",
    "E506": "{path}, line {line}: has no {keys}. Standoff lines have a sha256, gold documents a text: give those.",
    # evaluation
    "E507": "{path}: no gold document here. Give a folder of .json files or a .jsonl file; see docs/evaluation.md.",
    "E508": "{path}: this gold document cannot be used: {reason}.",
    "E509": "{path}: {doc} is annotated twice. Give each gold document its own `doc`.",
    "E510": "{path}: no document has its article in {out}. A `doc` is the id of an article or the name of its file.",
    "E512": "{doc}: its text is not known. Give the output folder with --articles, or gold documents with a `text`.",
    "E513": "{path}: nobody knows the label {label!r}. Say what it means, such as --label {label}=ORG.",
    "E514": "{path}: this is not {form}: {reason}.",
    "E515": "the readers have no document in common. Documents are the same where their `doc` is.",
    "E511": "{path}: no floors that can be read: {reason}. Pin them with python -m nlp.evaluation gate --lower.",
    # notes and exports
    "E621": "no events of {company!r} in this run. {near} Give one of their names, in any script, or an id.",
    "E622": "{company!r} is a name of several: {ids}. Give one of these ids.",
    "E623": "no facts of {company} in {period}. It has facts of {periods}.",
    "E624": "the library {module} is missing. Install it with `pip install 'xinmun[{extra}]'`.",
    "E625": "{path}: {rows} rows, and a sheet holds {limit}. Write CSV, or choose fewer facts.",
    # the page
    "E652": "{host} can be reached from other machines. Leave --host out, or allow them with --allow-host NAME, the "
    "name in their address bar.",
    "E653": "{host}, port {port}: cannot listen there: {reason}. Choose another --port (0: any free one).",
    "E654": "{path}: no gold of xinmun: {reason}. Mend the file or move it away.",
    "E655": "{field}: {value!r} cannot be used: {reason}.",
    "E656": "{words!r} does not stand in {place}. Copy it to the letter.",
}
