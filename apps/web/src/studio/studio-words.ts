import { defineWords } from '../shared/languages/words.ts'

/** Words that pages of several features of the studio have. */
export const studioWords = defineWords('studio', {
  en: {
    studio: 'Studio',
    menu: 'Studio',
    menuData: 'Data and models',
    experiments: 'Experiments',
    webServices: 'Web services',
    datasets: 'Datasets',
    trainedModels: 'Trained models',
    storage: 'Storage',
    settings: 'Settings',
  },
  nl: {
    studio: 'Studio',
    menu: 'Studio',
    menuData: 'Gegevens en modellen',
    experiments: 'Experimenten',
    webServices: 'Webservices',
    datasets: 'Gegevenssets',
    trainedModels: 'Getrainde modellen',
    storage: 'Opslag',
    settings: 'Instellingen',
  },
})
