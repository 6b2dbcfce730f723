/** Starts the page behind a link: no account, no service worker, nothing kept in the browser. */
import { mount } from 'svelte';
import { getLocale } from '#locale';
import { m, takeMessages } from '#messages';
import './app.css';

const target = document.getElementById('visitor');
if (!target) throw new Error('s.html has no #visitor');

document.documentElement.lang = getLocale();
// Not part of the first load of the app, which shares this file's imports.
const [{ default: VisitorPage }] = await Promise.all([
  import('./pages/shared/VisitorPage.svelte'),
  takeMessages(
    import.meta.glob('../paraglide/messages/{en,es,de,fr}.js', { query: '?part=visitor' }),
  ),
]).catch((cause: unknown) => {
  // Without a sentence of its own: public/unloaded.js has some.
  dispatchEvent(new Event('unloaded'));
  throw cause;
});
document.title = m.shared_title();
mount(VisitorPage, { target });
