import { NetDictionary } from '../../net/dictionary.ts'
import { NetBasicCredentials, readBasicCredentials } from '../../net/security/basic-credentials.ts'
import { NetJwt, readJwt } from '../../net/security/jwt.ts'
import type { Run } from '../../run/run.ts'
import { defineType, type OutCell, type TypeDefinition, withRun } from '../define-type.ts'
import { arrayType } from '../net-type.ts'

/** A dictionary as expressions know them; the token only tells where the types are. */
function dictionaryOf(run: Run, token: NetJwt, values: ReadonlyMap<string, readonly string[]>): NetDictionary {
  const type = run.objects.typeOf(token)
  if (type?.kind !== 'named') throw new Error('The type of a token is not declared.')
  const text = type.declaration.table.named('System.String')
  const dictionary = new NetDictionary([text, arrayType(text)], (key) => key, String)
  for (const [name, claims] of values) dictionary.set(name, [...claims])
  return dictionary
}

const jwt = defineType({
  name: 'Microsoft.Azure.ApiManagement.Jwt',
  kind: 'class',
  represents: NetJwt,
  members: {
    'string Algorithm { get; }': (token: NetJwt) => token.algorithm,
    'IEnumerable<string> Audiences { get; }': (token: NetJwt) => token.audiences,
    'IReadOnlyDictionary<string, string[]> Claims { get; }': withRun((run, token: NetJwt) =>
      dictionaryOf(run, token, token.claims),
    ),
    'IReadOnlyDictionary<string, string[]> Header { get; }': withRun((run, token: NetJwt) =>
      dictionaryOf(run, token, token.header),
    ),
    'DateTime? ExpirationTime { get; }': (token: NetJwt) => token.expirationTime,
    'string Id { get; }': (token: NetJwt) => token.id,
    'string Issuer { get; }': (token: NetJwt) => token.issuer,
    'DateTime? IssuedAt { get; }': (token: NetJwt) => token.issuedAt,
    'DateTime? NotBefore { get; }': (token: NetJwt) => token.notBefore,
    'string Subject { get; }': (token: NetJwt) => token.subject,
    'string Type { get; }': (token: NetJwt) => token.type,
  },
})

const credentials = defineType({
  name: 'Microsoft.Azure.ApiManagement.BasicAuthCredentials',
  kind: 'class',
  represents: NetBasicCredentials,
  members: {
    'string Password { get; }': ({ password }: NetBasicCredentials) => password,
    'string UserId { get; }': ({ userId }: NetBasicCredentials) => userId,
  },
})

function tryTo<T>(result: OutCell<T | null>, value: T | undefined): boolean {
  result.value = value ?? null
  return value !== undefined
}

// Published policies call them by the name of their class too.
const extensions = defineType({
  name: 'Microsoft.Azure.ApiManagement.ExpressionSyntaxExtensions',
  kind: 'static',
  members: {
    'static Jwt AsJwt(this string input)': (text: string | null) => readJwt(text) ?? null,
    'static bool TryParseJwt(this string input, out Jwt result)': (
      text: string | null,
      result: OutCell<NetJwt | null>,
    ) => tryTo(result, readJwt(text)),
    'static BasicAuthCredentials AsBasic(this string input)': (text: string | null) =>
      readBasicCredentials(text) ?? null,
    'static bool TryParseBasic(this string input, out BasicAuthCredentials result)': (
      text: string | null,
      result: OutCell<NetBasicCredentials | null>,
    ) => tryTo(result, readBasicCredentials(text)),
  },
})

/** `RNGCryptoServiceProvider`: numbers nobody can guess. */
export class NetRandomNumberGenerator {}

const fill = (run: Run, _generator: NetRandomNumberGenerator, bytes: Uint8Array) => {
  bytes.set(run.services.randomBytes(bytes.length))
}

const randomNumbers = [
  defineType({
    name: 'System.Security.Cryptography.RandomNumberGenerator',
    kind: 'class',
    implements: ['IDisposable'],
    represents: NetRandomNumberGenerator,
    members: {
      'static RandomNumberGenerator Create()': () => new NetRandomNumberGenerator(),
      'static byte[] GetBytes(int count)': withRun((run, count: number) => {
        run.charge(count)
        return run.services.randomBytes(count)
      }),
      'void GetBytes(byte[] data)': withRun(fill),
      'void Dispose()': () => undefined,
    },
  }),
  defineType({
    name: 'System.Security.Cryptography.RNGCryptoServiceProvider',
    kind: 'class',
    extends: 'RandomNumberGenerator',
    members: { 'RNGCryptoServiceProvider()': () => new NetRandomNumberGenerator() },
  }),
]

/** @see reference: API Management, 3.5 */
export const tokenTypes: readonly TypeDefinition[] = [jwt, credentials, extensions, ...randomNumbers]
