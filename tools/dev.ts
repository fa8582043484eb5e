// `npm run dev`: the web app with hot reload, against a program that runs (`npm start` in another terminal;
// SLUICE_DEV_SERVER names another address than http://localhost:8080).
import { join } from 'node:path'
import { createServer } from 'vite'

const folder = join(import.meta.dirname, '..', 'apps', 'web')
const server = await createServer({ root: folder, configFile: join(folder, 'vite.config.ts') })
await server.listen()
server.printUrls()
