/** What a gateway needs of the expression engine. */
export {
  type CompiledExpression,
  type CompileResult,
  compileExpression,
  type ExpressionProblem,
} from './compile-expression.ts'
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
} from './context/policy-context.ts'
export { NetGuid, parseGuid } from './net/guid.ts'
export { parseJson } from './net/newtonsoft/parse-json.ts'
export { JToken } from './net/newtonsoft/token.ts'
export { type CertificateData, NetCertificate } from './net/security/certificate.ts'
export type {
  CipherSettings,
  CryptographyServices,
  HashName,
  RsaEncryption,
  RsaKey,
  RsaSignature,
} from './net/security/cryptography-services.ts'
export { readJwt } from './net/security/jwt.ts'
export { dateTimeKind, NetDateTime, UNIX_EPOCH_TICKS } from './net/time/date-time.ts'
export { NetTimeSpan } from './net/time/time-span.ts'
export { Boxed } from './run/boxed.ts'
export type { ExpressionServices } from './run/services.ts'
export { defineType, type TypeDefinition } from './types/define-type.ts'
export { typeDefinitions } from './types/index.ts'
export { createTypeTable, type TypeTable } from './types/type-table.ts'
