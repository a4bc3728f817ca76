import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** @type {import('next').NextConfig} */
export default {
  // Each build has a folder of its own, so that a server goes on with the one that it started with.
  distDir: process.env.TODO_WEB_BUILD ?? '.next/dev',
  // Sources of the workspace, in TypeScript.
  transpilePackages: ['@todo/core', '@todo/client'],
  turbopack: { root },
  outputFileTracingRoot: root,
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run check` does it, once.
  typescript: { ignoreBuildErrors: true, tsconfigPath: 'tsconfig.json' },
  images: { unoptimized: true },
}
