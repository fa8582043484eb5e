import { defineWords } from '../languages/words.ts'

export const connectWords = defineWords('mcp-connect', {
  en: {
    address: 'Address of the server',
    client: 'Client',
    configurationFor: 'Configuration for {{client}}',
    intoFile: 'Into the file',
    intoTerminal: 'In a terminal',
    keyNeeded: 'Calls carry a subscription key in the header {{header}}.',
    keyNotNeeded: 'Calls need no subscription key.',
    lead: 'Assistants and agents that speak the Model Context Protocol reach it over streamable HTTP.',
    title: 'Connect a client',
    unknownAddress: 'The gateway has not told its address yet; the path is {{path}}.',
  },
  nl: {
    address: 'Adres van de server',
    client: 'Client',
    configurationFor: 'Configuratie voor {{client}}',
    intoFile: 'In het bestand',
    intoTerminal: 'In een terminal',
    keyNeeded: 'Aanroepen hebben een abonnementssleutel in de header {{header}}.',
    keyNotNeeded: 'Aanroepen hebben geen abonnementssleutel nodig.',
    lead: 'Assistenten en agents die het Model Context Protocol spreken, bereiken de server via streamable HTTP.',
    title: 'Een client verbinden',
    unknownAddress: 'De gateway heeft haar adres nog niet gemeld; het pad is {{path}}.',
  },
})
