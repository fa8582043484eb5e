import { NetException } from '../../run/net-exception.ts'

export const cryptographicException = (message: string) =>
  new NetException('System.Security.Cryptography.CryptographicException', message)
