export type { Artifact, ArtifactDraft, Artifacts } from './artifacts/artifacts.ts'
export { openFolderArtifacts } from './artifacts/folder-artifacts.ts'
export { createTemporaryArtifacts } from './artifacts/temporary-artifacts.ts'
export type * from './blobs/account-client.ts'
export { type AzureBlobsOptions, createAzureBlobs } from './blobs/azure-blobs.ts'
export type {
  BlobAccess,
  BlobContainer,
  BlobEntry,
  Blobs,
  BlockName,
  ReadBlobOptions,
  ReadLink,
  WriteBlobOptions,
} from './blobs/blobs.ts'
export { createEmbeddedClient } from './blobs/embedded-client.ts'
export { createMemoryAccount } from './blobs/memory-account.ts'
export { createMemoryBlobs, type MemoryBlobsOptions } from './blobs/memory-blobs.ts'
export { createSigner, signSharedKey } from './blobs/sign-requests.ts'
export type { KeyedCertificate } from './certificates/issue-certificates.ts'
export { loadOrCreateAuthority, loadOrIssueServerCertificate } from './certificates/local-authority.ts'
export { openPfx, type PfxContents, type PfxReading, readPfx } from './certificates/read-pfx.ts'
export type { Clock } from './clock/clock.ts'
export { createFixedClock, type FixedClock } from './clock/fixed-clock.ts'
export { createSystemClock } from './clock/system-clock.ts'
export { type AtomicWriteOptions, createFileAtomically, writeFileAtomically } from './files/atomic-file.ts'
export { ensureWritableFolder, type FolderLock, lockFolder } from './files/data-folder.ts'
export {
  type FetchHandler,
  type FetchHandlerOptions,
  type FetchInfo,
  toCallHandler,
} from './http/fetch/to-call-handler.ts'
export { withHealthPaths } from './http/health/with-health-paths.ts'
export type * from './http/http.ts'
export { HttpClientError } from './http/http.ts'
export {
  createMemoryCall,
  type MemoryCall,
  type MemoryCallOptions,
  type MemoryResponse,
} from './http/memory/memory-call.ts'
export {
  createMemoryClient,
  type MemoryClient,
  type MemoryOrigin,
  type RecordedRequest,
} from './http/memory/memory-client.ts'
export { listenWithNode } from './http/node-server/listen-with-node.ts'
export { createUndiciClient, type UndiciClientOptions } from './http/undici-client/undici-client.ts'
export type { Log, LogFields } from './log/log.ts'
export { createMemoryLog, type LogRecord, type MemoryLog } from './log/memory-log.ts'
export { createLog, type LogOptions } from './log/pino-log.ts'
export type { Mailer, MailReceipt, MailRefusal, OutgoingMail } from './mail/mailer.ts'
export { createMemoryMailer, type MemoryMailer } from './mail/memory-mailer.ts'
export { createSmtpMailer, type SmtpMailerOptions } from './mail/smtp-mailer.ts'
export { createMemoryOutgoing, type MemoryOutgoing, type MemoryOutgoingOptions } from './outgoing/memory-outgoing.ts'
export type { OutgoingConnection, OutgoingHttp, OutgoingOptions } from './outgoing/outgoing.ts'
export { createUndiciOutgoing, type UndiciOutgoingOptions } from './outgoing/undici-outgoing.ts'
export { createPasswords, type Passwords } from './passwords/passwords.ts'
export { createMemoryQueue, type MemoryQueueOptions } from './queue/memory-queue.ts'
export { openSqliteQueue, type SqliteQueueOptions } from './queue/sqlite-queue.ts'
export type { NewTask, TakenTask, WorkQueue } from './queue/work-queue.ts'
export { createMemoryRemoteCache, type MemoryRemoteCache } from './remote-cache/memory-remote-cache.ts'
export type { OpenRemoteCache, RemoteCache } from './remote-cache/remote-cache.ts'
export { openValkeyCache, type ValkeyCacheOptions } from './remote-cache/valkey-cache.ts'
export { createSecrets, deriveKey } from './secrets/sealed-secrets.ts'
export { loadSecretKey } from './secrets/secret-key.ts'
export type { Secrets } from './secrets/secrets.ts'
export type * from './spans/otlp.ts'
export type * from './spans/spans.ts'
export { createLocalSqlScripts, type LocalSqlScriptsOptions } from './sql/local-sql-scripts.ts'
export { createSqlProcess, type SqlProcessOptions } from './sql/sql-process.ts'
export type { DescribedColumn, SqlFileOptions, SqlScriptOptions, SqlScripts } from './sql/sql-scripts.ts'
export type * from './store/document-query.ts'
export { pageOfDocuments } from './store/match-documents.ts'
export { createMemoryStore } from './store/memory-store.ts'
export { openPostgresStore, type PostgresStoreOptions } from './store/postgres-store.ts'
export { openSqliteStore, type SqliteStoreOptions } from './store/sqlite-store.ts'
export type * from './store/store.ts'
export { createTableFiles } from './table-files/duck-table-files.ts'
export type { ExportFormat } from './table-files/export/export-table-file.ts'
export type {
  BadRow,
  ColumnWish,
  GuessedColumn,
  GuessedSchema,
  ImportFormat,
  ImportOptions,
  ImportPassage,
  ImportResult,
  ImportSource,
  TextEncoding,
} from './table-files/import/import-types.ts'
export type { ColumnStatistics, HistogramBin, StatisticsOptions } from './table-files/statistics/column-statistics.ts'
export type { ReadRange, TableFile, TableFiles, TableFilesOptions, TableQuery } from './table-files/table-files.ts'
export { type BearerTokensOptions, createBearerTokens } from './tokens/jwt-tokens.ts'
export type { BearerTokens, TokenIdentity } from './tokens/tokens.ts'
export { openPostgresUsageStore, type PostgresUsageStoreOptions } from './usage/postgres-usage-store.ts'
export {
  createMemoryUsageStore,
  openSqliteUsageStore,
  type SqliteUsageStoreOptions,
} from './usage/sqlite-usage-store.ts'
export type * from './usage/usage-store.ts'
export type { DimensionName } from './usage/usage-subjects.ts'
