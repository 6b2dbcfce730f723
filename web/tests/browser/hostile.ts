/**
 * What somebody could write into a journal to make a browser run it. Each is harmless where it is
 * shown as text; where it is not, it sets `window.__hit` or asks the server for /hit. At most a
 * hundred characters each, so that it fits any field.
 */
export const HOSTILE: readonly string[] = [
  // Elements that run, load or restyle.
  '<script>window.__hit=1</script>',
  '<ScRiPt src="/hit.js"></sCrIpT>',
  '<script type="module">import "/hit.js"</script>',
  '<img src="/hit.png" onerror="window.__hit=1">',
  '<img src=/hit onerror=window.__hit=1//',
  '<body onload="window.__hit=1">',
  '<input autofocus onfocus="window.__hit=1">',
  '<details open ontoggle="window.__hit=1">hidden</details>',
  '<video><source onerror="window.__hit=1"></video>',
  '<iframe src="/hit"></iframe>',
  '<iframe srcdoc="<script>parent.__hit=1</script>"></iframe>',
  '<object data="/hit"></object><embed src="/hit">',
  '<base href="https://elsewhere.example/">',
  '<meta http-equiv="refresh" content="0;url=/hit">',
  '<link rel="stylesheet" href="/hit.css">',
  '<style>*{display:none}</style>',
  '<form action="/hit"><button autofocus>Sign in</button></form>',
  '<marquee onstart="window.__hit=1">slow</marquee>',
  // Other markup than HTML's.
  '<svg onload="window.__hit=1"></svg>',
  '<svg><animate onbegin="window.__hit=1" attributeName="x" dur="1s"></svg>',
  '<svg><use href="/hit.svg#x"/></svg>',
  '<math><mtext><table><mglyph><style><img src="/hit">',
  '<![CDATA[<img src="/hit">]]>',
  '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY hit SYSTEM "/hit">]>&hit;',
  // Ways out of what surrounds it.
  '</title><img src="/hit">',
  '</textarea><img src="/hit">',
  '</option></select><img src="/hit">',
  '--><img src="/hit"><!--',
  '"><img src="/hit">',
  "' onmouseover='window.__hit=1' style='position:fixed;inset:0",
  '" autofocus onfocus="window.__hit=1" x="',
  '`-window.__hit=1-`',
  // Addresses and styles.
  'javascript:window.__hit=1',
  'JaVaScRiPt:window.__hit=1//https://clinic.example',
  'data:text/html,<script>window.__hit=1</script>',
  'color:red;background:url(/hit)',
  // What templates would take for theirs, and entities that are none.
  "{{constructor.constructor('window.__hit=1')()}}",
  '${window.__hit=1} #{window.__hit=1} <%= window.__hit=1 %>',
  '{@html "<img src=/hit>"}',
  '&lt;img src=/hit&gt; &#60;img src=/hit&#62; %3Cimg src=/hit%3E \\u003cimg',
  // Letters that reorder, hide or pile up.
  '\u202Eneddih si siht\u202C and \u2066this\u2069',
  'نص من اليمين <b>إلى</b> اليسار, עברית',
  'zero\u200Bwidth\u200Dletters\uFEFF and a\u0336\u0353\u0321 pile\u0301\u0302\u0303\u0304',
  '\uFF1Cimg src=/hit\uFF1E \u2039script\u203A',
  // Names that every table of JavaScript knows.
  '__proto__',
  'constructor',
];

/** A text in a field of this name, so that it is told apart from the same text in another one. */
export const written = (text: string, field: string): string =>
  // The names stay whole: `constructor effect` is none of them.
  /^\w+$/.test(text) ? text : `${text} ${field}`;

/** All of them at once, for fields that hold any length. */
export const ALL_HOSTILE = HOSTILE.join(' | ');
