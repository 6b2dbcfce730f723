/** Starts the page behind a link: no account, no service worker, nothing kept in the browser. */
import { mount } from 'svelte';
import { getLocale } from '#locale';
import { loadMessages, m } from '#messages';
import VisitorPage from './pages/shared/VisitorPage.svelte';
import './app.css';
import './pages/shared/print.css';

const target = document.getElementById('visitor');
if (!target) throw new Error('s.html has no #visitor');

document.documentElement.lang = getLocale();
await loadMessages();
document.title = m.shared_title();
mount(VisitorPage, { target });
