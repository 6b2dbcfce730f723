/** Starts the app: what this device knows first, the server when it can be reached. */
import { mount } from 'svelte';
import { getLocale } from '#locale';
import { loadMessages } from '#messages';
import { loadAccount } from '#data/account.svelte.ts';
import { keepInstalled } from '#data/installation.svelte.ts';
import { endLeftSession, leaveTogether } from '#data/session.ts';
import { keepInSync } from '#data/sync.svelte.ts';
import { followLinks } from '#parts/router.svelte.ts';
import App from './App.svelte';
import './app.css';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');

document.documentElement.lang = getLocale();
followLinks();
await Promise.all([loadMessages('first'), loadAccount()]);
mount(App, { target });
leaveTogether();
keepInSync();
keepInstalled();
void endLeftSession();
