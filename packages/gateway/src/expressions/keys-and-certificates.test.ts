import { createHash, createSign, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { createFixedClock } from '@sluice/platform/fixed-clock'
import { openPfx } from '@sluice/platform/read-pfx'
import { compileExpression, type ExpressionServices, expressionTypes } from '@sluice/policy-language/expression'
import { describe, expect, it } from 'vitest'
import { createNodeCryptography } from './node-cryptography.ts'
import { pfxFile } from './pfx-file.fixture.ts'

const table = expressionTypes()
const clock = createFixedClock(0)
const services: ExpressionServices = {
  nowTicks: () => BigInt(clock.now()),
  monotonicMs: () => 0,
  random: () => 0.5,
  randomBytes: (count) => new Uint8Array(count),
  cryptography: createNodeCryptography(openPfx),
}

/** The value of a block of statements, or `type: message` of what it throws. */
function run(statements: string): unknown {
  const { expression, problems } = compileExpression(`@{ ${statements} }`, 'text', table)
  if (expression === undefined) return problems.map(({ message }) => message).join(' ')
  try {
    return expression.evaluate(null, services)
  } catch (error) {
    if (error instanceof Error && 'typeName' in error) return `${String(error.typeName)}: ${error.message}`
    throw error
  }
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const data = 'Encoding.UTF8.GetBytes("data")'
const signed = base64(createSign('sha256').update('data').sign(pair.privateKey))
const verifies = `return rsa.VerifyData(${data}, Convert.FromBase64String("${signed}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);`
const jwk = pair.privateKey.export({ format: 'jwk' })
const number = (name: keyof typeof jwk) =>
  `Convert.FromBase64String("${Buffer.from(String(jwk[name]), 'base64url').toString('base64')}")`
const publicNumbers = `Modulus = ${number('n')}, Exponent = ${number('e')}`
const allNumbers = `${publicNumbers}, D = ${number('d')}, P = ${number('p')}, Q = ${number('q')}, DP = ${number('dp')}, DQ = ${number('dq')}, InverseQ = ${number('qi')}`
const der = (key: Uint8Array) => `Convert.FromBase64String("${base64(key)}")`
const spki = pair.publicKey.export({ format: 'der', type: 'spki' })
const pkcs8 = pair.privateKey.export({ format: 'der', type: 'pkcs8' })

describe('a key of RSA', () => {
  it.each([
    ['its numbers', `rsa.ImportParameters(new RSAParameters { ${publicNumbers} });`],
    [
      'XML',
      `rsa.FromXmlString("<RSAKeyValue><Modulus>" + Convert.ToBase64String(${number('n')}) + "</Modulus><Exponent>AQAB</Exponent></RSAKeyValue>");`,
    ],
    ['the public key of a certificate', `rsa.ImportSubjectPublicKeyInfo(${der(spki)}, out _);`],
    [
      'the form of PKCS #1',
      `rsa.ImportRSAPublicKey(${der(pair.publicKey.export({ format: 'der', type: 'pkcs1' }))}, out var read);`,
    ],
    ['PEM', `rsa.ImportFromPem(${JSON.stringify(pair.publicKey.export({ format: 'pem', type: 'spki' }))});`],
  ])('comes from %s and verifies', (_, statement) => {
    expect(run(`var rsa = RSA.Create(); ${statement} ${verifies}`)).toBe('True')
  })

  it.each([
    ['its numbers', `rsa.ImportParameters(new RSAParameters { ${allNumbers} });`],
    ['PKCS #8', `rsa.ImportPkcs8PrivateKey(${der(pkcs8)}, out _);`],
    [
      'the form of PKCS #1',
      `rsa.ImportRSAPrivateKey(${der(pair.privateKey.export({ format: 'der', type: 'pkcs1' }))}, out _);`,
    ],
    ['PEM', `rsa.ImportFromPem(${JSON.stringify(pair.privateKey.export({ format: 'pem', type: 'pkcs8' }))});`],
  ])('comes from %s and signs', (_, statement) => {
    const sign = `Convert.ToBase64String(rsa.SignData(${data}, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))`
    expect(run(`using (RSA rsa = RSA.Create()) { ${statement} return ${sign}; }`)).toBe(signed)
  })

  it.each(['RSAEncryptionPadding.Pkcs1', 'RSAEncryptionPadding.OaepSHA1', 'RSAEncryptionPadding.OaepSHA256'])(
    'encrypts and decrypts with %s',
    (padding) => {
      const statements = `var rsa = new RSACng(); rsa.ImportPkcs8PrivateKey(${der(pkcs8)}, out _);`
      expect(
        run(`${statements} return Encoding.UTF8.GetString(rsa.Decrypt(rsa.Encrypt(${data}, ${padding}), ${padding}));`),
      ).toBe('data')
    },
  )

  it.each(['Pkcs1', 'Pss'])('signs and verifies data with %s', (padding) => {
    const how = `HashAlgorithmName.SHA384, RSASignaturePadding.${padding}`
    const statements = `var rsa = RSA.Create(); rsa.ImportPkcs8PrivateKey(${der(pkcs8)}, out _); var s = rsa.SignData(${data}, ${how});`
    expect(
      run(`${statements} return rsa.VerifyData(${data}, s, ${how}) + "," + rsa.VerifyData(new byte[1], s, ${how});`),
    ).toBe('True,False')
  })

  it('signs and verifies a hash that was made before', () => {
    const hash = `Convert.FromBase64String("${base64(createHash('sha256').update('data').digest())}")`
    const how = 'HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1'
    const statements = `var rsa = RSA.Create(); rsa.ImportPkcs8PrivateKey(${der(pkcs8)}, out _);`
    expect(run(`${statements} return Convert.ToBase64String(rsa.SignHash(${hash}, ${how}));`)).toBe(signed)
    expect(
      run(
        `${statements} return rsa.VerifyHash(${hash}, Convert.FromBase64String("${signed}"), ${how}) + "," + rsa.VerifyHash(${hash}, new byte[256], ${how});`,
      ),
    ).toBe('True,False')
    expect(run(`${statements} rsa.SignHash(new byte[3], ${how}); return 1;`)).toBe(
      'System.Security.Cryptography.CryptographicException: The hash is of another length.',
    )
    expect(
      run(`${statements} rsa.SignHash(${hash}, HashAlgorithmName.SHA256, RSASignaturePadding.Pss); return 1;`),
    ).toBe(
      'System.Security.Cryptography.CryptographicException: Specified padding mode is not valid for this algorithm.',
    )
  })

  it('tells its public half, and never the secret one', () => {
    const statements = `var rsa = RSA.Create(); rsa.ImportPkcs8PrivateKey(${der(pkcs8)}, out var read);`
    expect(run(`${statements} return read == ${pkcs8.length} && rsa.KeySize == 2048;`)).toBe('True')
    expect(run(`${statements} return Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo());`)).toBe(base64(spki))
    expect(run(`${statements} return rsa.ExportParameters(false).Modulus.SequenceEqual(${number('n')});`)).toBe('True')
    expect(
      run(`${statements} return rsa.ToXmlString(false).EndsWith("<Exponent>AQAB</Exponent></RSAKeyValue>");`),
    ).toBe('True')
    for (const secret of [
      'ExportParameters(true).D',
      'ToXmlString(true)',
      'ExportPkcs8PrivateKey()',
      'ExportRSAPrivateKey()',
    ]) {
      expect(run(`${statements} return rsa.${secret};`)).toBe(
        'System.Security.Cryptography.CryptographicException: The requested operation is not supported.',
      )
    }
  })

  it.each([
    ['rsa.SignData(new byte[1], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);', 'Key does not exist.'],
    ['rsa.ImportPkcs8PrivateKey(new byte[] { 1, 2, 3 }, out _);', 'ASN1 corrupted data.'],
    [
      'rsa.ImportParameters(new RSAParameters { Modulus = new byte[4] });',
      'The specified RSA parameters are not valid. ',
    ],
    [
      `rsa.ImportParameters(new RSAParameters { ${publicNumbers}, D = new byte[256] });`,
      'The specified RSA parameters are not valid. ',
    ],
    [
      'rsa.FromXmlString("<RSAKeyValue />");',
      "Input string does not contain a valid encoding of the 'RSA' 'Modulus' parameter.",
    ],
    [
      `rsa.ImportSubjectPublicKeyInfo(${der(spki)}, out _); rsa.SignData(new byte[1], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);`,
      'Key does not exist.',
    ],
  ])('%s fails as in .NET', (statement, message) => {
    expect(run(`var rsa = RSA.Create(); ${statement} return 1;`)).toContain(
      `System.Security.Cryptography.CryptographicException: ${message}`,
    )
  })
})

describe('a certificate of a PKCS #12 file', () => {
  const file = `Convert.FromBase64String("${pfxFile}")`

  it('has its key, which signs and whose public half verifies', () => {
    const statements = `var c = new X509Certificate2(${file}, "secret"); var rsa = c.GetRSAPrivateKey() as RSACng;`
    const how = 'HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1'
    expect(run(`${statements} return c.HasPrivateKey + " " + c.Subject + " " + c.Thumbprint;`)).toBe(
      'True CN=client.contoso.com, O=Contoso, C=DE 29107248D8495021593DE294B93CB3C86876C11E',
    )
    expect(
      run(`${statements} return c.GetRSAPublicKey().VerifyData(${data}, rsa.SignData(${data}, ${how}), ${how});`),
    ).toBe('True')
    expect(run(`${statements} return ((RSA)c.PrivateKey).KeySize + c.PublicKey.GetRSAPublicKey().KeySize;`)).toBe(
      '4096',
    )
  })

  it('may come with flags, and without its key it is as before', () => {
    const statements = `var c = new X509Certificate2(${file}, "secret", X509KeyStorageFlags.MachineKeySet | X509KeyStorageFlags.EphemeralKeySet);`
    expect(run(`${statements} return new X509Certificate2(c.RawData).HasPrivateKey;`)).toBe('False')
    expect(
      run(
        `${statements} return Convert.ToBase64String(c.Export(X509ContentType.Cert)) == Convert.ToBase64String(c.RawData);`,
      ),
    ).toBe('True')
    expect(run(`${statements} return c.Export(X509ContentType.Pfx);`)).toBe(
      'System.Security.Cryptography.CryptographicException: The requested operation is not supported.',
    )
  })

  it('gives the bits of its public key without the algorithm', () => {
    const reading = openPfx(Buffer.from(pfxFile, 'base64'), 'secret')
    if ('fault' in reading) throw new Error(reading.fault)
    const { publicKey } = new X509Certificate(reading.contents.certificateChain)
    expect(run(`return Convert.ToBase64String(new X509Certificate2(${file}, "secret").GetPublicKey());`)).toBe(
      base64(publicKey.export({ format: 'der', type: 'pkcs1' })),
    )
  })

  it.each([
    ['with another password', `${file}, "other"`, 'The specified network password is not correct.'],
    ['without its password', `${file}, (string)null`, 'The specified network password is not correct.'],
    ['that is none', 'new byte[] { 1, 2, 3 }, ""', 'Cannot find the requested object.'],
  ])('%s fails as in .NET', (_, args, message) => {
    expect(run(`return new X509Certificate2(${args}).Subject;`)).toBe(
      `System.Security.Cryptography.CryptographicException: ${message}`,
    )
  })
})
