import { defineWords } from '../../shared/languages/words.ts'

export const uploadWords = defineWords('uploads', {
  en: {
    cancel: 'Cancel the upload',
    failed: 'The upload stopped',
    goOn: 'Go on',
    pause: 'Pause',
    paused: 'Paused',
    resume: 'Resume',
    sentOf: '{{sent}} of {{total}}',
    uploadOf: 'Upload of {{name}}',
    uploaded: 'Uploaded',
    uploading: 'Uploading',
  },
  nl: {
    cancel: 'Upload annuleren',
    failed: 'De upload is gestopt',
    goOn: 'Verdergaan',
    pause: 'Pauzeren',
    paused: 'Gepauzeerd',
    resume: 'Hervatten',
    sentOf: '{{sent}} van {{total}}',
    uploadOf: 'Upload van {{name}}',
    uploaded: 'Geüpload',
    uploading: 'Uploaden',
  },
})
