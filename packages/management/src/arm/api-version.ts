import { AppError } from '@sluice/contracts'

/** @see reference: API Management, 4.1 */
export const supportedVersions: readonly string[] = [
  '2025-09-01-preview',
  '2024-05-01',
  '2023-03-01-preview',
  '2022-08-01',
  '2022-04-01-preview',
  '2021-08-01',
  '2020-12-01',
  '2019-12-01',
]

/** @throws AppError `MissingApiVersionParameter`, `InvalidApiVersionParameter` */
export function assertApiVersion(parameters: URLSearchParams): void {
  const version = parameters.get('api-version')
  if (version === null || version === '') throw new AppError('MissingApiVersionParameter', {})
  if (supportedVersions.includes(version.toLowerCase())) return
  throw new AppError('InvalidApiVersionParameter', { version, supported: supportedVersions.join(', ') })
}
