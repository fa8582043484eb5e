import { useRef, useState } from 'react'
import { sendArm } from '../../../shared/api-client/resource.ts'
import { useService } from '../../../shared/api-client/service.ts'
import { apiPath } from '../api-view.ts'
import type { SentDefinition } from './definition-source.ts'
import type { ImportPlan } from './import-plan.ts'

export type ImportCheck =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly startedAt: number }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'done'; readonly plan: ImportPlan; readonly sent: SentDefinition }

const none: ImportCheck = { state: 'none' }

/** The dry run of an import: asks the server what it would do. A new one stops the one before. */
export function useImportCheck() {
  const service = useService()
  const [check, setCheck] = useState<ImportCheck>(none)
  const running = useRef<AbortController>(undefined)
  const stop = () => {
    running.current?.abort()
    running.current = undefined
    setCheck(none)
  }
  /** @param api identifier of the API that is renewed; undefined = a new one */
  const run = async (sent: SentDefinition, api: string | undefined) => {
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    setCheck({ state: 'running', startedAt: Date.now() })
    try {
      // A new API has no operations, whatever it will be called.
      const path = `${apiPath(service.id, api ?? crypto.randomUUID())}/planImport`
      const { body } = await sendArm<ImportPlan>(path, {
        method: 'POST',
        body: { properties: sent },
        signal: controller.signal,
      })
      if (!controller.signal.aborted) setCheck({ state: 'done', plan: body, sent })
    } catch (error) {
      if (!controller.signal.aborted) setCheck({ state: 'failed', error })
    }
  }
  return { check, run, stop }
}
