/** What the server says of a refusal in English, in another language. */
export interface ExplanationTexts {
  /** Title and text by reason, or by rule where that refuses for one reason only. */
  readonly reasons: Readonly<Record<string, readonly [title: string, text: string]>>
  /** What to do, by code. */
  readonly advice: Readonly<Record<string, string>>
}

/** By language; figures of the case itself stand in the facts beside the text. */
export const explanationTexts: Readonly<Record<string, ExplanationTexts>> = {
  nl: {
    reasons: {
      AnsweredByPolicy: [
        'Een beleid van de API heeft de aanroep zelf beantwoord.',
        'De aanroep ging niet naar de backend.',
      ],
      BackendConnectionFailure: [
        'De backend was niet te bereiken.',
        'De gateway nam de aanroep aan, maar vond er niemand achter.',
      ],
      BackendStatusFailed: ['De backend antwoordde met een fout.', 'Het beleid houdt dat voor een mislukking.'],
      BackendUnavailable: [
        'De backend wordt een tijd met rust gelaten.',
        'Hij faalde zo vaak dat zijn circuitonderbreker openging: tot die sluit worden aanroepen geweigerd.',
      ],
      CallbackParameterInvalid: [
        'De callback-parameter is geen naam van een functie.',
        'Alleen een naam van JavaScript kan.',
      ],
      CallerIpBlocked: ['Aanroepen van dit adres zijn geblokkeerd.', 'Het adres staat op de lijst van het ip-filter.'],
      CallerIpNotAllowed: [
        'Aanroepen van dit adres zijn niet toegestaan.',
        'Het ip-filter van de API noemt de adressen die mogen; dit is er geen van.',
      ],
      ClientCertificateRejected: [
        'Het clientcertificaat is niet aanvaard.',
        'De API neemt alleen aanroepen met een certificaat dat aan haar beleid voldoet.',
      ],
      ClientConnectionFailure: [
        'De client ging weg.',
        'De verbinding werd gesloten voordat het antwoord compleet was.',
      ],
      ConcurrencyLimitExceeded: [
        'Te veel aanroepen waren tegelijk onderweg.',
        'Dezelfde aanroep wordt toegelaten zodra een andere klaar is.',
      ],
      ExpressionValueEvaluationFailure: [
        'Een expressie in een beleid faalde.',
        'Het beleid kon een waarde niet bepalen.',
      ],
      FailedToParseCallerIP: ['Het adres van de aanroeper was niet te lezen.', 'Het ip-filter beslist naar dat adres.'],
      HeaderNotFound: [
        'Er ontbreekt een header die de API eist.',
        'Het beleid check-header wil een header die er niet was.',
      ],
      HeaderValueNotAllowed: [
        'Een header heeft een waarde die de API niet aanneemt.',
        'Het beleid check-header noemt de waarden die mogen.',
      ],
      InternalError: ['Er ging iets mis in de gateway.', 'Dat is een fout van het programma.'],
      JwtInvalid: ['Het token is niet bruikbaar.', 'Het is geen JSON Web Token zoals het beleid eist.'],
      MessageInvalid: [
        'De inhoud is geen bericht van het protocol.',
        'Een MCP-server neemt één JSON-RPC-bericht per aanvraag.',
      ],
      MethodNotAllowed: ['De MCP-server neemt berichten alleen met POST.', 'Er werd een andere methode gebruikt.'],
      OriginNotAllowed: [
        'Pagina’s van deze herkomst mogen de server niet aanroepen.',
        'Geen cors-beleid van de MCP-server staat haar toe.',
      ],
      QuotaExceeded: ['Het quotum is opgebruikt.', 'Hieronder staat hoeveel er mag, en hoeveel er was gebruikt.'],
      RateLimitExceeded: [
        'Er kwamen te veel aanroepen in korte tijd.',
        'Hieronder staat hoeveel er mogen, en wanneer dezelfde aanroep weer wordt toegelaten.',
      ],
      RequestNotValid: [
        'De aanvraag past niet bij de definitie van de API.',
        'Parameters, headers of inhoud wijken af; het antwoord noemt de eerste fout.',
      ],
      RequestTooLarge: [
        'De inhoud van de aanvraag is te lang.',
        'Een beleid leest haar heel, en mag maar zoveel lezen.',
      ],
      ResponseNotValid: ['Het antwoord van de backend past niet bij de definitie van de API.', 'Het is tegengehouden.'],
      ResponseTooLarge: [
        'Het antwoord van de backend is te lang voor een beleid.',
        'Een beleid mag maar zoveel lezen.',
      ],
      SubscriptionExpired: [
        'De sleutel is van een abonnement dat is verlopen.',
        'Het abonnement eindigde op een datum.',
      ],
      SubscriptionForOtherApi: [
        'De sleutel is van een abonnement dat deze API niet dekt.',
        'Een abonnement opent de API’s van zijn product, één API, of alle.',
      ],
      SubscriptionKeyNotFound: [
        'De aanroep had geen sleutel.',
        'De API neemt alleen aanroepen met een abonnementssleutel.',
      ],
      SubscriptionKeyUnknown: [
        'De sleutel van de aanroep is van niemand.',
        'Geen abonnement van deze instantie heeft hem. Misschien is hij vernieuwd, of half gekopieerd.',
      ],
      SubscriptionNotActive: [
        'De sleutel is van een abonnement dat niet actief is.',
        'Het wacht op goedkeuring, is opgeschort, opgezegd of verlopen.',
      ],
      SubscriptionOwnerNotActive: [
        'De eigenaar van het abonnement mag niet aanroepen.',
        'Het account is geblokkeerd, of nog niet bevestigd.',
      ],
      Timeout: ['De backend deed er te lang over.', 'Hij begon zijn antwoord niet binnen de tijd van het beleid.'],
      TokenAudienceNotAllowed: [
        'Het token is voor iets anders bedoeld.',
        'Zijn audience is er geen die het beleid toestaat.',
      ],
      TokenClaimNotFound: ['Het token zegt niet genoeg.', 'Er ontbreken claims die het beleid eist, vaak een scope.'],
      TokenClaimValueNotAllowed: ['Het token geeft het nodige recht niet.', 'Een claim heeft een waarde die niet mag.'],
      TokenExpired: ['Het token is verlopen.', 'Tokens gelden tot de tijd die erin staat.'],
      TokenIssuerNotAllowed: [
        'Het token komt van iemand anders.',
        'Zijn uitgever is er geen die het beleid vertrouwt.',
      ],
      TokenLimitExceeded: ['In een minuut zijn te veel tokens gebruikt.', 'Hieronder staat hoeveel er mogen.'],
      TokenNotPresent: ['De aanroep had geen token.', 'De API neemt alleen aanroepen met een JSON Web Token.'],
      TokenQuotaExceeded: ['Het quotum van tokens is opgebruikt.', 'Hieronder staat hoeveel er mogen.'],
      TokenSignatureInvalid: ['De handtekening van het token klopt niet.', 'Geen vertrouwde sleutel bevestigt haar.'],
      TokenSignatureKeyNotFound: [
        'Het token is met een onbekende sleutel getekend.',
        'De uitgever heeft die sleutel niet.',
      ],
      overload: ['De gateway had te veel te doen.', 'Hij weigert liever vroeg dan dat alle aanroepen wachten.'],
      routing: [
        'Op dit adres is niets.',
        'Geen API heeft dit pad, of geen bewerking van de API neemt deze methode op dit pad.',
      ],
    },
    advice: {
      ActivateSubscription: 'Activeer het abonnement.',
      ActivateUser: 'Zet de gebruiker op actief.',
      AddApiToProduct: 'Voeg de API aan het product toe, of geef de aanroeper een ander abonnement.',
      AddGateways: 'Geef de gateway meer werkers, of draai meer gateways.',
      AddOperation: 'Voeg er een bewerking voor toe.',
      AllowAddress: 'Voeg het adres aan het beleid toe; achter een proxy, vergelijk het met dat van de proxy.',
      AllowHeaderValue: 'Voeg de waarde aan het beleid toe.',
      AllowOrigin: 'Voeg de herkomst aan een cors-beleid van de server toe.',
      AskForActivation: 'Bekijk de staat van het abonnement in uw profiel, en vraag de uitgever het te activeren.',
      AskForMore: 'Abonneer u op een product met een hogere limiet, of vraag de uitgever deze te verhogen.',
      CallAgain: 'Roep na een ogenblik opnieuw aan.',
      CallFromAllowedAddress: 'Roep aan van een adres dat mag, of vraag de uitgever dit toe te staan.',
      CallFromOtherAddress: 'Roep aan van een ander adres, of vraag de uitgever dit van de lijst te halen.',
      CallWithoutPage: 'Roep aan van een pagina die mag, of niet van een pagina.',
      CheckBackend: 'Kijk naar het adres van de webservice van de API, en of de backend daar antwoordt.',
      CompareAddress: 'Vergelijk methode en pad met de documentatie van de API; hoofdletters tellen in bewerkingen.',
      CompareCertificate: 'Vergelijk vingerafdruk, uitgever en geldigheid van het certificaat met het beleid.',
      CompareTokenPlace: 'Vergelijk header-name en query-parameter-name van het beleid met wat clients zenden.',
      CompareTokenPolicy: 'Vergelijk uitgever, sleutels, audiences en claims van het beleid met het token.',
      ConfirmAccount: 'Bevestig het adres van uw account, of vraag de uitgever waarom het is geblokkeerd.',
      GetNewToken: 'Vraag de uitgever van tokens een nieuw token voor deze API, en zend het zoals het is.',
      GuardExpression: 'Laat de expressie rekening houden met wat ontbreekt.',
      LookAtCondition: 'Kijk naar de voorwaarden rond het beleid.',
      LookAtProxy: 'Kijk naar wat er tussen aanroeper en gateway staat.',
      LoosenHeaderCheck: 'Wijzig het beleid waar de header niet nodig hoort te zijn.',
      MendBackend: 'Zoek uit waarom de backend faalt; zijn regels zeggen hoelang hij met rust wordt gelaten.',
      MendCallback: 'Zend letters, cijfers, `_` en `$`, delen met punten ertussen.',
      MendDefinition: 'Waar de aanroep juist is, herstel de definitie van de bewerking.',
      MendRequest: 'Vergelijk de aanvraag met de documentatie van de bewerking.',
      ProlongSubscription: 'Stel een latere einddatum in.',
      RaiseLimit: 'Verhoog de limiet in het beleid, of geef de aanroeper een product met een hogere.',
      RaiseTimeout: 'Maak de backend sneller, of geef het beleid meer tijd.',
      ReadAnswer: 'Lees de inhoud van het antwoord: de uitgever heeft haar geschreven.',
      ReadLog: 'Zoek de id van de aanroep in het logboek van de gateway, en meld wat daar staat.',
      ReportToPublisher: 'Vertel de uitgever de id van deze aanroep.',
      SendCertificate: 'Roep aan met het certificaat dat de uitgever heeft geregistreerd.',
      SendHeader: 'Zend de header die de documentatie van de API noemt.',
      SendHeaderValue: 'Zend een van de waarden die de documentatie van de API noemt.',
      SendKey: 'Zend een sleutel in de header Ocp-Apim-Subscription-Key of de queryparameter subscription-key.',
      SendLess: 'Zend een kortere inhoud.',
      SendOneMessage: 'Zend één bericht per keer, als JSON.',
      SendToken: 'Zend het token in de header Authorization, als `Bearer` en het token, tenzij de API anders zegt.',
      ShortenPrompts: 'Zend kortere prompts.',
      SpreadCalls: 'Spreid aanroepen, en bewaar antwoorden die niet veranderen.',
      SubscribeAgain: 'Abonneer u opnieuw, of vraag de uitgever om een latere datum.',
      TakeOutReader: 'Haal het beleid weg dat de inhoud leest, of maak haar korter.',
      TakeValidKey: 'Zend de primaire of secundaire sleutel van een actief abonnement dat deze API dekt.',
      TraceCall: 'Voer de aanroep uit met een spoor: dat toont welke expressie faalde en met wat.',
      UnblockAddress: 'Haal het adres uit het beleid.',
      UsePost: 'Zend berichten met POST, zoals het protocol zegt.',
      WaitForRetryAfter: 'Wacht de seconden die de header Retry-After van het antwoord noemt.',
      WaitLonger: 'Geef de client meer tijd, als hij het wachten opgaf.',
    },
  },
}
