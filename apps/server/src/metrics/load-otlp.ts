import type { Log, Otlp } from '@sluice/platform'
import type { LogRecord } from '@sluice/platform/memory-log'
import type { Config } from '../config.ts'
import { programVersion } from '../program-version.ts'

export interface OtlpSetting {
  readonly url: string
  /** From 0 to 1. */
  readonly sampling: number
}

export const otlpSettingOf = ({ otlpUrl, otlpSampling }: Config): OtlpSetting | undefined =>
  otlpUrl === undefined ? undefined : { url: otlpUrl, sampling: otlpSampling }

/** A log that is sent to OpenTelemetry, too, once that is loaded. */
export interface SentLog {
  readonly onRecord: (record: LogRecord) => void
  /**
   * Loads what sends, where a setting says where to; without one, nothing is loaded.
   * @param log for complaints of OpenTelemetry, which are the only ones that it is not sent
   */
  load(setting: OtlpSetting | undefined, role: string, log: () => Log): Promise<Otlp | undefined>
}

export function createSentLog(): SentLog {
  let otlp: Otlp | undefined
  let isComplaining = false
  return {
    onRecord(record) {
      if (!isComplaining) otlp?.log(record)
    },
    async load(setting, role, log) {
      if (setting === undefined) return undefined
      const { openOtlp } = await import('@sluice/platform/open-otlp')
      otlp = openOtlp({
        ...setting,
        role,
        version: programVersion(),
        onFailure(reason) {
          // What cannot be sent would only make more that cannot be sent.
          isComplaining = true
          log().warn('OpenTelemetry cannot send what there is; it goes on trying.', { url: setting.url, reason })
          isComplaining = false
        },
      })
      return otlp
    },
  }
}
