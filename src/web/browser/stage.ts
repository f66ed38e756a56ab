/** The room page: device check, the stage of tiles, the call's controls. */
export {};
