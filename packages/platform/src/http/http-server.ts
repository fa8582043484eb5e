export { toCallHandler } from './fetch/to-call-handler.ts'
export { withHealthPaths } from './health/with-health-paths.ts'
export { listenWithNode } from './node-server/listen-with-node.ts'
