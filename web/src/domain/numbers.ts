/** How exact a figure is shown: no more digits than the question deserves (the definitions of relief, section 11). */

/** Times below 48 hours as hours, then as days: nobody thinks in "91 hours". */
export function spanOf(hours: number): { unit: 'minutes' | 'hours' | 'days'; amount: number } {
  const minutes = Math.max(5, Math.round((hours * 60) / 5) * 5);
  if (minutes < 60) return { unit: 'minutes', amount: minutes };
  const whole = Math.round(hours);
  if (whole < 48) return { unit: 'hours', amount: whole };
  return { unit: 'days', amount: roundDays(hours / 24) };
}

/** Days to one decimal below three, whole above. */
export function roundDays(days: number): number {
  return days < 3 ? Math.round(days * 10) / 10 : Math.round(days);
}

/** What calculating may leave of a half. */
const HAIR = 1e-9;

/** To so many decimals, a half away from zero. */
export function roundTo(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return (Math.sign(value) * Math.round(Math.abs(value) * scale + HAIR)) / scale || 0;
}
