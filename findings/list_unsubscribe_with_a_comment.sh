#!/usr/bin/env bash
# mailparser 3.14.2 and nodemailer 10.6.1 (npm, one family of libraries), Node 20.
#
# A reminder's mail says how to stop it, with two ways and a comment to each, as RFC 2369 allows and shows.
# nodemailer writes the header (its option `list` knows comments), mailparser reads it.
# Guess: what one library writes, the other one reads: `unsubscribe.url` is the address to open and
# `unsubscribe.mail` the one to write to, with the comments or without.
# Seen: a comment to the web address moves that to `id`, the place for the name of a mailing list (List-ID), and
# there is no `url`. A comment to the mail address alone is put behind the web address: `url` is
# "https://example.org/stop/7, by mail", which leads nowhere. The mail address is right each time. A header that
# programs are to follow is better without comments.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund mailparser@3.14.2 nodemailer@10.6.1

cat >mails.mjs <<'JS'
import { simpleParser } from 'mailparser';
import nodemailer from 'nodemailer';

const [web, mail] = ['https://example.org/stop/7', 'stop@example.org'];
const ways = {
  'without comments': [web, mail],
  'with comments': [
    { url: web, comment: 'at once' },
    { url: mail, comment: 'by mail' },
  ],
  'a comment to the mail address alone': [web, { url: mail, comment: 'by mail' }],
};
const transport = nodemailer.createTransport({ streamTransport: true, buffer: true });
for (const [name, both] of Object.entries(ways)) {
  const written = await transport.sendMail({
    from: 'reminders@example.org',
    to: 'patient@example.org',
    subject: 'How are you today?',
    text: 'How are you today?',
    list: { unsubscribe: [both] },
  });
  const { headers, headerLines } = await simpleParser(written.message);
  const line = headerLines.find(({ key }) => key === 'list-unsubscribe').line.replace(/\s+/g, ' ');
  console.log(`${name}\n  ${line}\n  ${JSON.stringify(headers.get('list').unsubscribe)}`);
}
JS
node mails.mjs | tee seen
diff seen - <<'EXPECTED'
without comments
  List-Unsubscribe: <https://example.org/stop/7>, <mailto:stop@example.org>
  {"url":"https://example.org/stop/7","mail":"stop@example.org"}
with comments
  List-Unsubscribe: <https://example.org/stop/7> (at once), <mailto:stop@example.org> (by mail)
  {"name":"by mail","id":"https://example.org/stop/7","mail":"stop@example.org"}
a comment to the mail address alone
  List-Unsubscribe: <https://example.org/stop/7>, <mailto:stop@example.org> (by mail)
  {"url":"https://example.org/stop/7, by mail","mail":"stop@example.org"}
EXPECTED
echo 'as stated: a comment to either way spoils the web address'
