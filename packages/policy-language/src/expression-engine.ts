/** What a gateway needs of the expression engine. */
export {
  type CompiledExpression,
  type CompileResult,
  compileExpression,
  type ExpressionProblem,
} from './expression/compile-expression.ts'
export { completeExpression, type ExpressionCompletion } from './expression/completion/complete-expression.ts'
export type { ExpressionOffer } from './expression/completion/member-offers.ts'
export type {
  PolicyApi,
  PolicyContext,
  PolicyDeployment,
  PolicyGroup,
  PolicyLastError,
  PolicyLookup,
  PolicyMessageBody,
  PolicyProduct,
  PolicyRequest,
  PolicyResponse,
  PolicySubscription,
  PolicyUrl,
  PolicyUser,
  PolicyValues,
} from './expression/context/policy-context.ts'
export { ResponseInVariable } from './expression/context/policy-context.ts'
export { checkExpression, compilePolicyExpression, expressionTypes } from './expression/expressions.ts'
export { formatDateTime } from './expression/net/format/date-format.ts'
export { tryParseDateTime } from './expression/net/format/parse-date.ts'
export { NetGuid, parseGuid } from './expression/net/guid.ts'
export { findDate } from './expression/net/newtonsoft/json-dates.ts'
export { parseJson } from './expression/net/newtonsoft/parse-json.ts'
export { JToken } from './expression/net/newtonsoft/token.ts'
export { type CertificateData, NetCertificate } from './expression/net/security/certificate.ts'
export type {
  CipherSettings,
  CryptographyServices,
  HashName,
  RsaEncryption,
  RsaKey,
  RsaKeyForm,
  RsaNumbers,
  RsaSignature,
} from './expression/net/security/cryptography-services.ts'
export { readJwt } from './expression/net/security/jwt.ts'
export { dateTimeKind, NetDateTime, UNIX_EPOCH_TICKS } from './expression/net/time/date-time.ts'
export { NetTimeSpan } from './expression/net/time/time-span.ts'
export type { TypeTable } from './expression/net-types/type-table.ts'
export { Boxed } from './expression/run/boxed.ts'
export type { ExpressionServices } from './expression/run/services.ts'
