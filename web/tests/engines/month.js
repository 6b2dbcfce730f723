/** A journal as Afterglow's own CSV. */

/** A month of scores, and three treatments that helped, until today. */
export function month() {
  const at = (/** @type {number} */ ago, /** @type {string} */ time) =>
    `${new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)}T${time}:00+00:00`;
  const treated = [20, 16, 12];
  const score = (/** @type {number} */ ago) => (ago >= 20 ? 7 : 2 + (ago % 3));
  return [
    'at,kind,measure,value,note,planned',
    ...Array.from({ length: 40 }, (_, day) => 41 - day).map(
      (ago) => `${at(ago, '19:00')},check_in,low_mood,${score(ago)},,`,
    ),
    ...treated.map((ago) => `${at(ago, '10:00')},treatment,iv,0.5 mg/kg,,`),
  ].join('\n');
}
