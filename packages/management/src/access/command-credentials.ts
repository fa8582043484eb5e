/** What commands of the program do with credentials: no more than this is loaded for them. */
export { addClient, listClients, removeClient } from './client-directory.ts'
export { issueToken, listTokens, revokeToken } from './token-directory.ts'
