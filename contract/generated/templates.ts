// Generated from the contract by server/scripts/generate-contract-types.ts. Change the contract, not this file.

export interface paths {
    "/internal/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List templates, those of one name together
         * @description The name that changed last comes first. Deleted ones are listed only when their state is asked for. Filters leave the languages that match.
         */
        get: operations["listTemplateGroups"];
        put?: never;
        /**
         * Keep a draft
         * @description WhatsApp knows nothing of it until it is submitted. It must keep Meta's rules.
         */
        post: operations["createTemplateDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/templates/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The accounts that templates can belong to, and the languages that WhatsApp takes */
        get: operations["getTemplateOptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/templates/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What is wrong with a template, and what Meta would get
         * @description Errors are rules of Meta, which a draft must keep; warnings are what its reviewers often refuse. Stores nothing.
         */
        post: operations["checkTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/templates/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read the templates of all accounts again from WhatsApp */
        post: operations["syncTemplates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/templates/samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload the sample of a media header
         * @description A JPEG or PNG picture, an MP4 video or a PDF, of at most 16 MB. It is kept here for showing, and given to Meta, whose handle goes into the template.
         */
        post: operations["uploadTemplateSample"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/templates/{templateId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One template, with its other languages and where it was used */
        get: operations["getTemplateDetail"];
        /**
         * Change a draft
         * @description Name and language too, as long as it was never submitted.
         */
        put: operations["saveTemplateDraft"];
        post?: never;
        /**
         * Delete a template in one language or in all
         * @description At Meta and here. Its name stays taken.
         */
        delete: operations["deleteTemplate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/templates/{templateId}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Submit a draft for review, or an approved, rejected or paused template with a change */
        post: operations["submitTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Error: {
            /** @description Stable, for programs. */
            reason: string;
            /** @description A sentence for people. */
            message: string;
            requestId: string;
            /** Format: date-time */
            timestamp: string;
        };
        /** @description The sample file of a media header. */
        TemplateSample: {
            /** @description Meta's handle of the upload. */
            handle: string | null;
            /** @description Its address, where it was given by one. */
            link: string | null;
            /** @description Our copy of it, where it was uploaded here. */
            mediaId: string | null;
            /** @description The path of our copy. */
            path: string | null;
            fileName: string | null;
            /** @description Where the browser can open it. */
            url?: string | null;
        };
        TemplateHeader: {
            /** @description TEXT, IMAGE, VIDEO, DOCUMENT or LOCATION. */
            format: string;
            text: string | null;
            sample: components["schemas"]["TemplateSample"] | null;
            /** @description The variable that brings the address of the file with each message; null sends all the same file. */
            parameter: string | null;
        };
        TemplateButton: {
            /** @description quick_reply, url, phone_number, copy_code, voice_call, catalog, request_contact_info, otp, or another of Meta's kinds. */
            kind: string;
            text: string;
            /** @description With its variable as {{name}} at the end. */
            url: string | null;
            phoneNumber: string | null;
            offerCode: string | null;
            flowId: string | null;
            flowAction: string | null;
            navigateScreen: string | null;
        };
        /** @description A variable and its sample. */
        TemplateValue: {
            name: string;
            value: string;
        };
        /** @description A card of a carousel. All cards have the same parts, format of header and kinds of buttons. */
        TemplateCard: {
            header: components["schemas"]["TemplateHeader"] | null;
            /** @description With variables as {{name}}; empty for none. */
            body: string;
            buttons: components["schemas"]["TemplateButton"][];
        };
        /** @description A limited-time offer, of marketing templates without a footer. */
        TemplateOffer: {
            text: string;
            /** @description Each message brings the end of the offer as the variable `expiration_time_ms`. */
            hasExpiration: boolean;
        };
        TemplateContent: {
            header: components["schemas"]["TemplateHeader"] | null;
            /** @description With variables as {{name}}. */
            body: string;
            footer: string | null;
            buttons: components["schemas"]["TemplateButton"][];
            /** @description The cards of a carousel, 2 to 10; none for other templates. */
            cards: components["schemas"]["TemplateCard"][];
            offer: components["schemas"]["TemplateOffer"] | null;
            /** @description Authentication only; minutes that the code lives. */
            expiryMinutes: number | null;
            /** @description Authentication only; advises not to share the code. */
            securityAdvice: boolean;
            /** @description Address buttons lead through Parley, which counts clicks. */
            trackClicks: boolean;
            samples: components["schemas"]["TemplateValue"][];
        };
        TemplateInput: {
            /** @description The account; that of the default channel when absent. */
            wabaId?: string | null;
            name: string;
            language: string;
            category: string;
            content: components["schemas"]["TemplateContent"];
        };
        TemplateSubmission: {
            category: string;
            content: components["schemas"]["TemplateContent"];
        };
        Template: {
            id: string;
            wabaId: string;
            name: string;
            /** @description Meta's code. */
            language: string;
            category: string;
            subCategory: string;
            /** @description DRAFT, or one of Meta's words. */
            status: string;
            /** @description GREEN, YELLOW, RED or UNKNOWN. */
            quality: string;
            /** @description Meta's word. */
            rejectedReason: string | null;
            /** @description A call to Meta is under way for it. */
            isBusy: boolean;
            content: components["schemas"]["TemplateContent"];
            /** @description It has only parts that the editor knows. */
            isOwnKind: boolean;
            /** @description Its state and kind allow a change. */
            canEdit: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        TemplateSibling: {
            id: string;
            language: string;
            status: string;
        };
        TemplateDetail: {
            id: string;
            wabaId: string;
            name: string;
            /** @description Meta's code. */
            language: string;
            category: string;
            subCategory: string;
            /** @description DRAFT, or one of Meta's words. */
            status: string;
            /** @description GREEN, YELLOW, RED or UNKNOWN. */
            quality: string;
            /** @description Meta's word. */
            rejectedReason: string | null;
            /** @description A call to Meta is under way for it. */
            isBusy: boolean;
            content: components["schemas"]["TemplateContent"];
            /** @description It has only parts that the editor knows. */
            isOwnKind: boolean;
            /** @description Its state and kind allow a change. */
            canEdit: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description All languages of the name that are not deleted. */
            languages: components["schemas"]["TemplateSibling"][];
            /** @description Campaigns that use or used the name. */
            campaigns: number;
            /** Format: date-time */
            lastCampaignAt: string | null;
        };
        TemplateGroup: {
            wabaId: string;
            name: string;
            /** Format: date-time */
            changedAt: string;
            /** @description One for each language that matches. */
            templates: components["schemas"]["Template"][];
        };
        TemplateCount: {
            value: string;
            count: number;
        };
        TemplatePage: {
            groups: components["schemas"]["TemplateGroup"][];
            nextCursor: string | null;
            /** @description Of all templates, whatever the filters. */
            statuses: components["schemas"]["TemplateCount"][];
            /** @description Of all that are not deleted. */
            languages: components["schemas"]["TemplateCount"][];
        };
        TemplateAccount: {
            wabaId: string;
            /** @description Names of its numbers. */
            channels: string[];
        };
        TemplateOptions: {
            accounts: components["schemas"]["TemplateAccount"][];
            languages: string[];
        };
        TemplateProblem: {
            /** @description name, language, category, header, body, footer, buttons, `buttons.0`, cards, `cards.0.header`, `cards.0.body`, `cards.0.buttons`, `cards.0.buttons.0`, offer, expiryMinutes or content. */
            field: string;
            /** @description Stable, for programs. */
            rule: string;
            message: string;
            /** @enum {string} */
            severity: "error" | "warning";
        };
        TemplateCheck: {
            problems: components["schemas"]["TemplateProblem"][];
            /** @description All values that a send must give, in their order. */
            variables: string[];
            /** @description What Meta would get. */
            meta: {
                [key: string]: unknown;
            };
        };
        TemplateSync: {
            /** @description Templates that Meta listed. */
            listed: number;
            /** @description New ones, and those that people see changed. */
            changed: number;
            /** @description Those that Meta no longer lists. */
            deleted: number;
            /** @description False when Meta has more than is read. */
            complete: boolean;
        };
    };
    responses: {
        /** @description The input is not valid; nothing was changed. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Nobody is signed in. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The roles do not allow it, or the CSRF header is absent. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description There is no such thing in this workspace. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The thing is not in a state that allows it; nothing was changed. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Something else must be done first. */
        Precondition: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The file is larger than WhatsApp takes. */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description A limit is reached; Retry-After says when to try again. */
        TooManyRequests: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description A fault of the server; the message names the request id. */
        ServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Meta refused; the message says why. */
        Upstream: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Meta could not be asked; try again. */
        Unavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listTemplateGroups: {
        parameters: {
            query?: {
                /** @description Part of the name or of the text, in any case. */
                search?: string;
                /** @description Meta's words, separated by commas, as in `APPROVED,PAUSED`. */
                status?: string;
                /** @description Meta's code, as in `pt_BR`. */
                language?: string;
                /** @description MARKETING, UTILITY or AUTHENTICATION. */
                category?: string;
                /** @description GREEN, YELLOW, RED or UNKNOWN. */
                quality?: string;
                /** @description The `nextCursor` of a page. */
                cursor?: string;
                /** @description Names on a page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
        };
    };
    createTemplateDraft: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateInput"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["ServerError"];
        };
    };
    getTemplateOptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateOptions"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
        };
    };
    checkTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateCheck"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["ServerError"];
        };
    };
    syncTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateSync"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            502: components["responses"]["Upstream"];
            503: components["responses"]["Unavailable"];
        };
    };
    uploadTemplateSample: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description The file.
                     */
                    file: string;
                    /** @description The account; that of the default channel when absent. */
                    wabaId?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateSample"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            500: components["responses"]["ServerError"];
            502: components["responses"]["Upstream"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTemplateDetail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                templateId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["ServerError"];
        };
    };
    saveTemplateDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                templateId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Precondition"];
            500: components["responses"]["ServerError"];
        };
    };
    deleteTemplate: {
        parameters: {
            query?: {
                /** @description `all` deletes every language of the name. */
                languages?: "one" | "all";
            };
            header?: never;
            path: {
                templateId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Precondition"];
            500: components["responses"]["ServerError"];
            502: components["responses"]["Upstream"];
            503: components["responses"]["Unavailable"];
        };
    };
    submitTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                templateId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateSubmission"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Precondition"];
            413: components["responses"]["TooLarge"];
            500: components["responses"]["ServerError"];
            502: components["responses"]["Upstream"];
            503: components["responses"]["Unavailable"];
        };
    };
}
