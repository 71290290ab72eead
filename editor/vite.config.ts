/**
 * How the editor is built (`vite build editor` → dist/editor) and served while it is being worked on.
 *
 * A plain object, without Vite's own types: those bring Node's with them, and the editor must not compile against Node.
 */

/** Where `npm run dev` runs the server; everything that is not a file of the editor goes there. */
const SERVER = 'http://127.0.0.1:4321'

export default {
  build: {
    outDir: '../dist/editor',
    emptyOutDir: true,
    // `light-dark()` and `field-sizing` are used as they are.
    target: ['chrome125', 'edge125', 'firefox128', 'safari18'],
    // Fonts stay files of their own, so that they are cached apart from the sheets.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      // Base UI marks its files "use client" for other frameworks; in a browser program that says nothing.
      onwarn: (warning: { code?: string }, warn: (warning: { code?: string }) => void) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning),
    },
  },
  oxc: { jsx: { runtime: 'automatic' } },
  server: {
    proxy: {
      '/api': SERVER,
      '/sign-in/link': SERVER,
      '/sync': { target: SERVER, ws: true },
    },
  },
}
