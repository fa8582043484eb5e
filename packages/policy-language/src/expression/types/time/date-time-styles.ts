import { dateTimeStyles as flags } from '../../net/format/parse-date.ts'
import { defineEnum } from '../define-type.ts'

export const dateTimeStyles = defineEnum('System.Globalization.DateTimeStyles', flags, { isFlags: true })
