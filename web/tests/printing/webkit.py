"""Prints a page with WebKitGTK into a file, when its Print button asks for it.

    webkit.py URL PDF WIDTH
"""

import pathlib
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

version = WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version()
print("WebKitGTK", ".".join(map(str, version)))
url, pdf, width = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), int(sys.argv[3])

PRESS = """
  if (document.querySelector('figure svg, figure .plot') && !window.pressed) {
    window.pressed = true;
    [...document.querySelectorAll('button')].find((one) => one.textContent === 'Print').click();
  }
"""


def end(code):
    Gtk.main_quit()
    sys.exit(code)


def into_file(_view, operation):
    settings = Gtk.PrintSettings()
    settings.set(Gtk.PRINT_SETTINGS_PRINTER, "Print to File")
    settings.set(Gtk.PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf")
    settings.set(Gtk.PRINT_SETTINGS_OUTPUT_URI, pdf.as_uri())
    operation.set_print_settings(settings)
    operation.connect("finished", lambda _: Gtk.main_quit())
    operation.connect("failed", lambda _, error: print(error, file=sys.stderr))
    operation.print_()
    return True


def press(view):
    view.evaluate_javascript(PRESS, -1, None, None, None, None)
    return GLib.SOURCE_CONTINUE


view = WebKit2.WebView(web_context=WebKit2.WebContext.new_ephemeral())
view.connect("print", into_file)
window = Gtk.Window(default_width=width, default_height=844)
window.add(view)
window.show_all()
view.load_uri(url)
GLib.timeout_add(1000, press, view)
GLib.timeout_add_seconds(60, lambda: sys.exit("nothing was printed within a minute"))
Gtk.main()
