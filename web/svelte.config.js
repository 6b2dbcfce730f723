/** Every component is written with runes; one that is not fails to compile. */
export default { compilerOptions: { runes: true } };
