/** What waits here, where the server has another version and cannot read it. */
import type { Waiting } from './database.ts';

/** In the server's language, as all that it says of an entry. */
const SAID = 'The server has another version of this record, and cannot read it.';

/**
 * It rests: sent, it would take the place of what nobody can read. The patient decides, or another device
 * sends that version again, and then the patient is asked which one stays.
 */
export const overDamaged = (row: Waiting, revision: number): Waiting => ({
  ...row,
  base_revision: revision,
  aside: SAID,
  said: { code: 'damaged_record', detail: SAID },
  unread: true,
});
