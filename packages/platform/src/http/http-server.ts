export { listenWithNode } from './node-server/listen-with-node.ts'
export { type FetchHandler, type FetchPeer, toCallHandler } from './to-call-handler.ts'
export { type Readiness, withHealthPaths } from './with-health-paths.ts'
