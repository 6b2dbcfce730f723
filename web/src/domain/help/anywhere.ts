/** What mobile phones take in most countries, even where it is not the country's own number. */
export const ANYWHERE = '112';
