/** For programs that Node runs as they are: it finds no module without its extension. */
export default {
  input: 'openapi.json',
  output: { path: 'hey', module: { extension: '.js' } },
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
};
