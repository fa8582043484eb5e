export { listenWithHttp1 } from './server/listen-with-http1.ts'
