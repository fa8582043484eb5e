import { toMachineLearningId } from '@sluice/contracts'
import { AppError } from '@sluice/contracts/errors'
import type { ConfigSources } from '../config.ts'

/**
 * The scoring address of an endpoint.
 * @param text that address, with or without what stands behind it (`/jobs?api-version=2.0`), also through a gateway; or the
 * id of an endpoint of this installation
 * @throws AppError `OptionInvalid`, `NothingInstalled`
 */
export async function readEndpointAddress(text: string, sources: ConfigSources): Promise<string> {
  const id = toMachineLearningId(text.trim())
  if (id === undefined) {
    const [, address] = /^(https?:\/\/[^?#]+\/workspaces\/[^/?#]+\/services\/[^/?#]+)/i.exec(text.trim()) ?? []
    if (address !== undefined && URL.canParse(address)) return address
    throw invalid(
      text,
      'must be an address such as http://localhost:8090/workspaces/…/services/…, or the id of an endpoint',
    )
  }
  const [{ loadConfig }, { readInstallation }] = await Promise.all([
    import('../config.ts'),
    import('../installation.ts'),
  ])
  const { status } = await readInstallation(loadConfig(sources))
  const known = status.webServices.some(({ endpoints }) => endpoints.some((endpoint) => endpoint.id === id))
  if (!known || status.workspace === null)
    throw invalid(text, 'must be the id of an endpoint, as `sluice status` shows it')
  if (status.addresses.ml === null) throw invalid(text, 'needs the role ml, which does not run')
  return `${status.addresses.ml}/workspaces/${status.workspace.id}/services/${id}`
}

const invalid = (value: string, rule: string): AppError =>
  new AppError('OptionInvalid', { option: '--endpoint', value, rule })
