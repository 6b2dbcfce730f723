/** The oldest browsers that must work (docs/engines.md). */
/** @type {Record<string, number>} */
export const OLDEST = { chrome: 88, firefox: 115, safari: 15.4 };

/** As Vite and Rolldown name them. */
export const BUILD_TARGET = Object.entries(OLDEST).map(([name, version]) => `${name}${version}`);

/** As browserslist names them. */
export const BROWSERS = Object.entries(OLDEST).map(([name, version]) => `${name} ${version}`);
