import type { NetRsa } from '../../net/security/rsa.ts'
import {
  exportKey,
  exportParameters,
  exportXml,
  importKey,
  importParameters,
  importPem,
  importXml,
  keyIsKept,
  NetRsaParameters,
  type RsaParameterName,
} from '../../net/security/rsa-keys.ts'
import type { Run } from '../../run/run.ts'
import {
  accessors,
  defineType,
  type Implementation,
  type OutCell,
  type TypeDefinition,
  withRun,
} from '../define-type.ts'

type Bytes = Uint8Array | null

/** What reading a key is charged, in steps. */
const COST = 2_000

const field = (name: RsaParameterName): Implementation =>
  accessors(
    (parameters: NetRsaParameters) => parameters[name],
    (parameters: NetRsaParameters, value: Bytes) => {
      parameters[name] = value
    },
  )

/** @see https://learn.microsoft.com/dotnet/api/system.security.cryptography.rsaparameters */
export const rsaParameters: TypeDefinition = defineType({
  name: 'System.Security.Cryptography.RSAParameters',
  // A struct in .NET. Here its fields change in place, and the default of a struct is one value for all.
  kind: 'class',
  represents: NetRsaParameters,
  members: {
    'RSAParameters()': () => new NetRsaParameters(),
    'byte[] Modulus { get; set; }': field('Modulus'),
    'byte[] Exponent { get; set; }': field('Exponent'),
    'byte[] D { get; set; }': field('D'),
    'byte[] P { get; set; }': field('P'),
    'byte[] Q { get; set; }': field('Q'),
    'byte[] DP { get; set; }': field('DP'),
    'byte[] DQ { get; set; }': field('DQ'),
    'byte[] InverseQ { get; set; }': field('InverseQ'),
  },
})

const importing = (form: Parameters<typeof importKey>[2]): Implementation =>
  withRun((run, rsa: NetRsa, source: Bytes, bytesRead: OutCell<number>) => {
    run.step(COST)
    bytesRead.value = importKey(run.services.cryptography, rsa, form, source)
  })

const exporting = (form: Parameters<typeof exportKey>[1]): Implementation =>
  withRun((run, rsa: NetRsa) => exportKey(run.services.cryptography, form, rsa))

const kept = (): never => {
  throw keyIsKept()
}

const counted =
  <V, R>(does: (services: Run['services']['cryptography'], rsa: NetRsa, value: V) => R) =>
  (run: Run, rsa: NetRsa, value: V): R => {
    run.step(COST)
    return does(run.services.cryptography, rsa, value)
  }

/** How keys come into an `RSA`, and its public half out of it. */
export const rsaKeyMembers: Readonly<Record<string, Implementation>> = {
  'void ImportParameters(RSAParameters parameters)': withRun(counted(importParameters)),
  'RSAParameters ExportParameters(bool includePrivateParameters)': withRun(counted(exportParameters)),
  'void FromXmlString(string xmlString)': withRun(counted(importXml)),
  'string ToXmlString(bool includePrivateParameters)': withRun(counted(exportXml)),
  'void ImportFromPem(string input)': withRun(counted(importPem)),
  'void ImportRSAPrivateKey(byte[] source, out int bytesRead)': importing('rsa-private'),
  'void ImportRSAPublicKey(byte[] source, out int bytesRead)': importing('rsa-public'),
  'void ImportPkcs8PrivateKey(byte[] source, out int bytesRead)': importing('pkcs8'),
  'void ImportSubjectPublicKeyInfo(byte[] source, out int bytesRead)': importing('spki'),
  'byte[] ExportRSAPublicKey()': exporting('rsa-public'),
  'byte[] ExportSubjectPublicKeyInfo()': exporting('spki'),
  'byte[] ExportRSAPrivateKey()': withRun(kept),
  'byte[] ExportPkcs8PrivateKey()': withRun(kept),
}
