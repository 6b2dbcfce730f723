/** Starts the page behind a link: no account, no service worker, nothing kept in the browser. */
import { getLocale } from '#locale';
import { m, takeMessages, type File } from '#messages';
import { starting } from './starting.ts';
import './app.css';

document.documentElement.lang = getLocale();

void starting('visitor', async () => {
  // Not part of the first load of the app, which shares this file's imports.
  const [{ default: VisitorPage }] = await Promise.all([
    import('./pages/shared/VisitorPage.svelte'),
    takeMessages(
      import.meta.glob<File>('../paraglide/messages/[a-z]*.js', { query: '?part=visitor' }),
    ),
  ]);
  document.title = m.shared_title();
  return VisitorPage;
});
