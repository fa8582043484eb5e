/** What servers and clients of HTTP are made of besides bytes, for those that stand in other packages. */
export { CheckedWriter, type WriterTarget } from './checked-writer.ts'
export { clientCertificateOf } from './client-certificate.ts'
export { collectBody } from './collect-body.ts'
export { isConnectionHeader, joinedHeader, withoutConnectionHeaders } from './header-array.ts'
export { Http2Connection } from './http2-server/http2-connection.ts'
export { announcedLength, mayHaveBody, wholeLength } from './response-head.ts'
export { printFault, type RunningCall, runHandler } from './run-handler.ts'
export { UpgradedSocket } from './upgraded-socket.ts'
