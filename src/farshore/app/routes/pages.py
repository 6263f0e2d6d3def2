"""The built web pages: the console, the widget, and the way to them."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

ROOT = Path(__file__).parents[4]
CONSOLE_CSP = (
    "default-src 'self'; img-src 'self' https: data:; style-src 'self' 'unsafe-inline'; "
    "connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'"
)
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
FOREVER = "public, max-age=31536000, immutable"
NOT_BUILT = """<!doctype html><meta charset="utf-8"><title>farshore</title>
<p>The console is not built yet: run <code>make web</code>.</p>
<p>控制台尚未构建：请运行 <code>make web</code>。</p>
"""


def web_folder(name: str) -> Path:
    """Where the built files of `console` or `widgets` are: sources, or inside the package."""
    built = ROOT / "web" / name / "dist"
    return built if built.is_dir() else Path(__file__).parents[2] / "_web" / name


def _inside(folder: Path, path: str) -> Path | None:
    """The file of that path, if it is one and does not lead out of the folder."""
    found = (folder / path).resolve()
    return found if found.is_relative_to(folder.resolve()) and found.is_file() else None


def _console(path: str) -> Response:
    """The file, or the page itself for the addresses that its own router knows."""
    folder = web_folder("console")
    found = _inside(folder, path) if path else None
    if found is not None:
        cache = FOREVER if path.startswith("assets/") else "no-cache"
        return FileResponse(found, headers={"Cache-Control": cache})
    index = folder / "index.html"
    if not index.is_file():
        return HTMLResponse(NOT_BUILT, 503)
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": CONSOLE_CSP}
    return FileResponse(index, headers=headers)


def _widget(path: str, *, is_versioned: bool) -> Response:
    found = _inside(web_folder("widgets"), path)
    if found is None:
        raise HTTPException(404)
    cache = FOREVER if is_versioned else "public, max-age=300"
    return FileResponse(found, headers={**OPEN, "Cache-Control": cache})


def make_router() -> APIRouter:
    """The routes of the pages."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    async def to_console() -> RedirectResponse:
        return RedirectResponse("/console/")

    @router.get("/console")
    @router.get("/console/{path:path}")
    def console(path: str = "") -> Response:
        return _console(path)

    @router.get("/widget/{path:path}")
    def widget(path: str, v: str = "") -> Response:
        return _widget(path, is_versioned=bool(v))

    return router
