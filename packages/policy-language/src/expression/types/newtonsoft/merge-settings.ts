import {
  mergeArrayHandling as arrays,
  defaultMerge,
  mergeNullHandling as nulls,
} from '../../net/newtonsoft/merge-json.ts'
import { accessors, defineEnum, defineType } from '../define-type.ts'

export const mergeArrayHandling = defineEnum('Newtonsoft.Json.Linq.MergeArrayHandling', arrays)
export const mergeNullValueHandling = defineEnum('Newtonsoft.Json.Linq.MergeNullValueHandling', nulls, {
  isFlags: true,
})

/** `JsonMergeSettings` */
export class NetMergeSettings {
  arrays = defaultMerge.arrays
  nulls = defaultMerge.nulls
  comparison = 4
}

export const jsonMergeSettings = defineType({
  name: 'Newtonsoft.Json.Linq.JsonMergeSettings',
  kind: 'class',
  represents: NetMergeSettings,
  members: {
    'JsonMergeSettings()': () => new NetMergeSettings(),
    'MergeArrayHandling MergeArrayHandling { get; set; }': accessors(
      (settings: NetMergeSettings) => settings.arrays,
      (settings: NetMergeSettings, value: number) => {
        settings.arrays = value
      },
    ),
    'MergeNullValueHandling MergeNullValueHandling { get; set; }': accessors(
      (settings: NetMergeSettings) => settings.nulls,
      (settings: NetMergeSettings, value: number) => {
        settings.nulls = value
      },
    ),
    'StringComparison PropertyNameComparison { get; set; }': accessors(
      (settings: NetMergeSettings) => settings.comparison,
      (settings: NetMergeSettings, value: number) => {
        settings.comparison = value
      },
    ),
  },
})

/** The members of `StringComparison` that ignore case have odd numbers. */
export const ignoresCase = (comparison: number) => comparison % 2 === 1
