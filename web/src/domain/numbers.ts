/** How exact a figure is shown: no more digits than the question deserves. */

/** Hours below 48 as hours, then as days: nobody thinks in "91 hours". */
export function spanOf(hours: number): { unit: 'minutes' | 'hours' | 'days'; amount: number } {
  if (hours < 1) return { unit: 'minutes', amount: Math.max(5, Math.round((hours * 60) / 5) * 5) };
  if (hours < 48) return { unit: 'hours', amount: Math.round(hours) };
  return { unit: 'days', amount: roundDays(hours / 24) };
}

/** Days to one decimal below three, whole above. */
export function roundDays(days: number): number {
  return days < 3 ? Math.round(days * 10) / 10 : Math.round(days);
}
