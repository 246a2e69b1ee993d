// Generated from the contract by server/scripts/generate-contract-types.ts. Change the contract, not this file.

export interface paths {
    "/internal/contacts/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A page of the grid
         * @description With rare matches a page looks at 5,000 contacts at most and may hold fewer rows, or none, while `nextCursor` still leads on.
         */
        post: operations["searchContacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/contacts/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How many contacts pass a filter
         * @description Exact up to 10,000, beyond it only with `exact`.
         */
        post: operations["countContactRows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/contacts/facets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What filters and columns can be made of
         * @description Attributes and sources of the newest and oldest 2,000 contacts, and attributes that were added before any contact has them.
         */
        get: operations["getContactFacets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/contacts/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The contacts as a CSV file */
        post: operations["exportContacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/contacts/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new contact */
        post: operations["createContactRow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/contacts/people/{contactId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One contact with its history */
        get: operations["getContactDetail"];
        put?: never;
        post?: never;
        /** Delete a contact with its chats */
        delete: operations["deleteContactRow"];
        options?: never;
        head?: never;
        /**
         * Change a contact
         * @description What is not named stays.
         */
        patch: operations["changeContactRow"];
        trace?: never;
    };
    "/internal/contacts/people/{contactId}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make one contact of two
         * @description The contact of the address stays. With `preview` nothing is changed and the answer tells what would stay.
         */
        post: operations["mergeContactRows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/contacts/edits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change many contacts
         * @description Who they are is settled now, whatever they become.
         */
        post: operations["startContactEdit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/contacts/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Imports and edits of many, the newest first */
        get: operations["listContactJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/contacts/jobs/{jobId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them */
        get: operations["getContactJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/contacts/jobs/{jobId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End it; what was done stays
         * @description A draft goes whole.
         */
        post: operations["cancelContactJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/contacts/jobs/{jobId}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back what it changed
         * @description Fields that nobody changed since get their old values. Contacts that an import made go, unless they were changed or are used by now.
         */
        post: operations["undoContactJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/contacts/jobs/{jobId}/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rows of an import that failed, with the reason, as a CSV file */
        get: operations["getContactJobErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/contacts/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a CSV file
         * @description UTF-8, UTF-16 or Windows-1252; commas, semicolons, tabs or bars; 25 MB, 200,000 rows, 100 columns. A draft: nothing is imported yet.
         */
        post: operations["createContactImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/contacts/imports/{jobId}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the first rows would become */
        post: operations["previewContactImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/contacts/imports/{jobId}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Import the rows */
        post: operations["startContactImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/contacts/segments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All segments by name */
        get: operations["listContactSegments"];
        put?: never;
        /** A new segment */
        post: operations["createContactSegment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/contacts/segments/{segmentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a segment; its contacts stay */
        delete: operations["deleteContactSegment"];
        options?: never;
        head?: never;
        /** Rename a segment, or change the conditions of a dynamic one */
        patch: operations["updateContactSegment"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Condition: {
            /** @description The name of an attribute; name and phone mean the contact's own. */
            attribute: string;
            /** @enum {string} */
            operator: "contain" | "notContain" | "exist" | "notExist" | "==" | "!=" | "valid" | "invalid";
            /** @description Without meaning for exist, notExist, valid and invalid. */
            value?: string;
        };
        /** @description All conditions of one group must hold, one group suffices. */
        Groups: components["schemas"]["Condition"][][];
        /** @description All that is given must hold. */
        Filter: {
            /** @description Part of the name or of the number, also its last digits. */
            search?: string;
            groups?: components["schemas"]["Groups"];
            /** @description Whether campaigns may be sent. */
            allowBroadcast?: boolean;
            optedIn?: boolean;
            blocked?: boolean;
            source?: string;
            teamId?: string;
            segmentId?: string;
            /** @description A tag that one of their chats bears. */
            tagId?: string;
            /**
             * Format: date-time
             * @description Inclusive.
             */
            createdFrom?: string;
            /**
             * Format: date-time
             * @description Exclusive.
             */
            createdBefore?: string;
        };
        Search: {
            filter?: components["schemas"]["Filter"];
            /**
             * @description `lastSeen` is when they last wrote. Who lacks what is sorted by comes last.
             * @default created
             * @enum {string}
             */
            sort: "created" | "updated" | "name" | "phone" | "lastSeen";
            /** @default true */
            descending: boolean;
            /** @description The `nextCursor` of a page of the same filter and order. */
            cursor?: string;
            /** @default 50 */
            limit: number;
        };
        Person: {
            id: string;
            name: string | null;
            profileName: string | null;
            phone: string | null;
            bsuid: string | null;
            username: string | null;
            source: string | null;
            attributes: {
                [key: string]: string;
            };
            optedIn: boolean;
            allowBroadcast: boolean;
            allowSms: boolean;
            isBlocked: boolean;
            teamIds: string[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        PersonRow: components["schemas"]["Person"] & {
            /**
             * Format: date-time
             * @description When they last wrote
             */
            lastSeenAt: string | null;
        };
        PersonPage: {
            contacts: components["schemas"]["PersonRow"][];
            nextCursor: string | null;
        };
        CountInput: {
            filter?: components["schemas"]["Filter"];
            exact?: boolean;
        };
        Count: {
            total: number;
            /** @description There are more than total. */
            isMore: boolean;
        };
        Facets: {
            attributes: string[];
            sources: string[];
            teams: components["schemas"]["Named"][];
            /** @description Of chats. */
            tags: components["schemas"]["Named"][];
        };
        Named: {
            id: string;
            name: string;
        };
        /** @description Contacts by their ids, or all who pass a filter. */
        Chosen: {
            ids?: string[];
            filter?: components["schemas"]["Filter"];
        };
        ExportInput: {
            people: components["schemas"]["Chosen"];
            /** @description Columns beside the fields; none: those of the facets. */
            attributes?: string[];
        };
        NewPerson: {
            phone: string;
            name?: string;
            attributes?: {
                [key: string]: string;
            };
            allowBroadcast?: boolean;
            optedIn?: boolean;
            teamIds?: string[];
        };
        PersonChange: {
            name?: string | null;
            setAttributes?: {
                [key: string]: string;
            };
            removeAttributes?: string[];
            allowBroadcast?: boolean;
            optedIn?: boolean;
            allowSms?: boolean;
            blocked?: boolean;
            /** @description In place of those it has. */
            teamIds?: string[];
            /** @description Nothing is changed (409, `contact.changed_since`) unless the contact still has these values. An attribute that is not there is null. */
            ifStill?: {
                name?: string | null;
                attributes?: {
                    [key: string]: string | null;
                };
                allowBroadcast?: boolean;
                optedIn?: boolean;
                allowSms?: boolean;
                blocked?: boolean;
                teamIds?: string[];
            };
        };
        PersonDetail: {
            contact: components["schemas"]["PersonRow"];
            teams: components["schemas"]["Named"][];
            /** @description Static ones. */
            segments: components["schemas"]["Named"][];
            tickets: {
                id: string;
                /** Format: date-time */
                openedAt: string;
                /** Format: date-time */
                closedAt: string | null;
                closeReason: string | null;
            }[];
            conversations: {
                id: string;
                channelName: string;
                status: string;
                /** Format: date-time */
                lastActivityAt: string;
            }[];
            lead: {
                stage: string;
                kind: string;
            } | null;
        };
        MergeInput: {
            /** @description The contact that goes; its chats and messages stay. */
            otherId: string;
            preview?: boolean;
        };
        MergeResult: {
            contact: components["schemas"]["Person"];
            /** @description A number of the other one that is not kept. */
            lostPhone: string | null;
            /** @description Values of the other one that are not kept. */
            lostAttributes: components["schemas"]["AttributeValue"][];
        };
        AttributeValue: {
            name: string;
            value: string;
        };
        EditInput: {
            people: components["schemas"]["Chosen"];
            /** @enum {string} */
            kind: "edit" | "delete" | "addToSegment";
            change?: components["schemas"]["Change"];
            /** @description A static segment. */
            segmentId?: string;
        };
        Change: {
            setAttributes?: {
                [key: string]: string;
            };
            removeAttributes?: string[];
            allowBroadcast?: boolean;
            optedIn?: boolean;
            addTeamIds?: string[];
            removeTeamIds?: string[];
        };
        Job: {
            id: string;
            /** @enum {string} */
            kind: "import" | "edit" | "delete" | "addToSegment" | "teamDelete";
            /** @enum {string} */
            state: "draft" | "running" | "done" | "cancelled" | "failed" | "undoing" | "undone";
            total: number;
            done: number;
            created: number;
            updated: number;
            /** @description Were as they should be already. */
            unchanged: number;
            skipped: number;
            failed: number;
            undone: number;
            /** @description Not taken back, or not wholly: changed or used since. */
            kept: number;
            canUndo: boolean;
            problem: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            finishedAt: string | null;
            fileName: string | null;
            header: string[] | null;
            mapping: components["schemas"]["Mapping"] | null;
            change: components["schemas"]["Change"] | null;
            /** @description The attribute that gets another name. */
            renamed: {
                from: string;
                to: string;
            } | null;
            segmentName: string | null;
            /** @description Of the team that was deleted. */
            teamName: string | null;
            operatorName: string | null;
        };
        JobPage: {
            jobs: components["schemas"]["Job"][];
            nextCursor: string | null;
        };
        Mapping: {
            columns: {
                /** @enum {string} */
                kind: "phone" | "name" | "allowBroadcast" | "optedIn" | "attribute" | "ignore";
                /** @description Of the attribute. */
                name?: string;
            }[];
            /** @enum {string} */
            existing: "update" | "skip";
            /** @description Whether an empty cell removes the attribute. */
            emptyRemoves: boolean;
            /** @description Every contact of the file joins this team. */
            teamId?: string;
        };
        Preview: {
            rows: {
                row: number;
                cells: string[];
                problem: string | null;
            }[];
            /** @description Rows that were looked at: the first 5,000. */
            checked: number;
            problems: number;
            examples: {
                row: number;
                problem: string;
            }[];
        };
        Segment: {
            id: string;
            name: string;
            description: string | null;
            /** @enum {string} */
            kind: "static" | "dynamic";
            groups: components["schemas"]["Groups"] | null;
            /** Format: date-time */
            createdAt: string;
        };
        SegmentList: {
            segments: components["schemas"]["Segment"][];
        };
        NewSegment: {
            name: string;
            description?: string;
            /** @enum {string} */
            kind: "static" | "dynamic";
            groups?: components["schemas"]["Groups"];
            people?: components["schemas"]["Chosen"];
        };
        SegmentUpdate: {
            name: string;
            description?: string;
            groups?: components["schemas"]["Groups"];
        };
        Error: {
            /** @description Stable, for programs. */
            reason: string;
            /** @description A sentence for people. */
            message: string;
            requestId: string;
            /** Format: date-time */
            timestamp: string;
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
        /** @description The file is too large. */
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
        /** @description Something went wrong within Parley. */
        ServerError: {
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
    searchContacts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Search"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    countContactRows: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CountInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getContactFacets: {
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
                    "application/json": components["schemas"]["Facets"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    exportContacts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    createContactRow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPerson"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getContactDetail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contactId: string;
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
                    "application/json": components["schemas"]["PersonDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    deleteContactRow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contactId: string;
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
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    changeContactRow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contactId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonChange"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    mergeContactRows: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contactId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergeResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    startContactEdit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditInput"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listContactJobs: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of a page. */
                cursor?: string;
                /** @description Jobs. */
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
                    "application/json": components["schemas"]["JobPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getContactJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                jobId: string;
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
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    cancelContactJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                jobId: string;
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
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    undoContactJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                jobId: string;
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
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getContactJobErrors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                jobId: string;
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
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    createContactImport: {
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
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    previewContactImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                jobId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Mapping"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    startContactImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                jobId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Mapping"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listContactSegments: {
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
                    "application/json": components["schemas"]["SegmentList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    createContactSegment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSegment"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Segment"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    deleteContactSegment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                segmentId: string;
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
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    updateContactSegment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                segmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SegmentUpdate"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Segment"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
}
