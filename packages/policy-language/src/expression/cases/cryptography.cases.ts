import { gives, type LibraryCase, throwing } from './library-case.ts'

const hash = 'https://learn.microsoft.com/dotnet/api/system.security.cryptography.hashalgorithm.computehash'
const fips = 'FIPS 180-4, examples of "abc"'
const rfc4231 = 'RFC 4231, test case 2'
const policy = 'reference: API Management, 3.5'
const symmetric = 'https://learn.microsoft.com/dotnet/api/system.security.cryptography.symmetricalgorithm'

const bytes = (text: string) => `Encoding.UTF8.GetBytes("${text}")`
const hex = (expression: string) => `BitConverter.ToString(${expression}).Replace("-", "").ToLower()`

/** {"alg":"HS256","typ":"JWT"} . {"iss":"me","sub":"you","aud":["a","b"],"exp":1700000000,"jti":"7","role":"x"} */
const token =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJtZSIsInN1YiI6InlvdSIsImF1ZCI6WyJhIiwiYiJdLCJleHAiOjE3MDAwMDAwMDAsImp0aSI6IjciLCJyb2xlIjoieCJ9.c2ln'

export const cryptographyCases: readonly LibraryCase[] = [
  gives(hex(`MD5.Create().ComputeHash(${bytes('abc')})`), '900150983cd24fb0d6963f7d28e17f72', 'RFC 1321, A.5'),
  gives(hex(`SHA1.Create().ComputeHash(${bytes('abc')})`), 'a9993e364706816aba3e25717850c26c9cd0d89d', fips),
  gives(
    hex(`SHA256.Create().ComputeHash(${bytes('abc')})`),
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    fips,
  ),
  gives(
    hex(`new SHA256Managed().ComputeHash(${bytes('abc')})`),
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    fips,
  ),
  gives(`SHA384.Create().ComputeHash(${bytes('abc')}).Length`, '48', fips),
  gives(`SHA512.Create().HashSize`, '512', hash),
  gives(
    hex(`new HMACSHA256(${bytes('Jefe')}).ComputeHash(${bytes('what do ya want for nothing?')})`),
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    rfc4231,
  ),
  gives(
    `Convert.ToBase64String(new HMACSHA256(${bytes('Jefe')}).ComputeHash(${bytes('what do ya want for nothing?')}))`,
    'W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=',
    rfc4231,
  ),
  gives(
    hex(`new HMACMD5(${bytes('Jefe')}).ComputeHash(${bytes('what do ya want for nothing?')})`),
    '750c783e6ab0b503eaa86e310a5db738',
    'RFC 2202, test case 2',
  ),
  gives(
    `{ var h = new HMACSHA512(${bytes('k')}); var n = h.ComputeHash(${bytes('d')}).Length; h.Dispose(); return n; }`,
    '64',
    hash,
  ),
  throwing(
    'SHA256.Create().ComputeHash((byte[])null)',
    "System.ArgumentNullException: Value cannot be null. (Parameter 'buffer')",
    hash,
  ),
  gives(
    `Encoding.UTF8.GetString(${bytes('secret')}.Encrypt("Aes", new byte[16], new byte[16]).Decrypt("Aes", new byte[16], new byte[16]))`,
    'secret',
    policy,
  ),
  gives(
    'Convert.ToBase64String(Convert.FromBase64String("a8G+4i5An5bpPX4Rc5MXKg==").Encrypt("AES", Convert.FromBase64String("K34VFiiu0qar9xWICc9PPA=="), Convert.FromBase64String("AAECAwQFBgcICQoLDA0ODw=="))).Substring(0, 20)',
    'dkmrrIEZskbO6Y6bEukZ',
    'NIST SP 800-38A, F.2.1',
  ),
  gives(
    `{ var aes = Aes.Create(); return aes.KeySize + "/" + aes.BlockSize + "/" + aes.Mode; }`,
    '256/128/CBC',
    symmetric,
  ),
  gives(
    `{ var aes = SymmetricAlgorithm.Create("AES"); aes.Key = new byte[16]; aes.IV = new byte[16]; var e = ${bytes('x')}.Encrypt(aes); return Encoding.UTF8.GetString(e.Decrypt(aes)); }`,
    'x',
    policy,
  ),
  throwing(
    `${bytes('x')}.Encrypt("AES", new byte[5], new byte[16])`,
    'System.Security.Cryptography.CryptographicException: Specified key is not a valid size for this algorithm.',
    symmetric,
  ),
  gives(
    '{ var b = new byte[4]; new RNGCryptoServiceProvider().GetBytes(b); return b[3]; }',
    '3',
    'https://learn.microsoft.com/dotnet/api/system.security.cryptography.rngcryptoserviceprovider',
  ),

  gives(`"${token}".AsJwt().Issuer`, 'me', policy),
  gives(`"Bearer ${token}".AsJwt().Subject`, 'you', policy),
  gives(`"${token}".AsJwt().Algorithm + "${''}" + "${token}".AsJwt().Type`, 'HS256JWT', policy),
  gives(`"${token}".AsJwt().Id`, '7', policy),
  gives(`string.Join(",", "${token}".AsJwt().Audiences)`, 'a,b', policy),
  gives(`"${token}".AsJwt().ExpirationTime.Value.ToString("o")`, '2023-11-14T22:13:20.0000000Z', policy),
  gives(`"${token}".AsJwt().ExpirationTime < DateTime.UtcNow`, 'True', policy),
  gives(`"${token}".AsJwt().NotBefore == null`, 'True', policy),
  gives(`"${token}".AsJwt().Claims["role"][0]`, 'x', policy),
  gives(`"${token}".AsJwt().Claims.ContainsKey("nope")`, 'False', policy),
  gives('"nonsense".AsJwt()?.Subject ?? "none"', 'none', policy),
  gives(`"${token}".TryParseJwt(out Jwt jwt) ? jwt.Subject : "none"`, 'you', policy),
  gives('"x".TryParseJwt(out Jwt jwt) ? jwt.Subject : "none"', 'none', policy),
  gives('"Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==".AsBasic().UserId', 'Aladdin', 'RFC 7617, 2'),
  gives('"Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==".AsBasic().Password', 'open sesame', 'RFC 7617, 2'),
  gives('"Bearer x".AsBasic() == null', 'True', policy),
  gives('"Basic QTpi".TryParseBasic(out BasicAuthCredentials c) ? c.Password : "none"', 'b', policy),
]
